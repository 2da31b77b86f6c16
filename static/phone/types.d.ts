/** What travels between the phone and the server, and what the page is made of. */
declare namespace Phone {
  interface Item {
    id: number; of: number; run: number; phase: string;
    /** Unix seconds on the server's clock, 0 for none */
    deadline: number;
    unit: { id: string; name: string; department: string; class: string };
    /** of a whole form, which is about all units: when it opens and closes, 0 is by hand */
    form?: { units: number; rows: number; opens: number; closes: number };
  }
  interface Frame {
    revision: number;
    session: { id: string; title: string; rehearsal: boolean };
    phase: string; item: Item | null; grades: string[];
    /** what the rows of a ballot ask, where there are several or the unit's own */
    criteria?: { label: string; group?: string }[];
  }
  interface Me {
    /** Unix milliseconds */
    now: number; revision: number;
    card: { number: string; category: string; state: string; name?: string };
    item: number; run: number; recused: boolean;
    ballot: { marks: string; receipt: string } | null;
    /** of a whole form: what is saved where it is not what stands, and the units of one's own department */
    form?: { marks?: string; other?: boolean; own?: number[] };
  }
  interface Row { label: string; group?: string }
  /** What a whole form asks: units by number, name, place of the class, department, criteria of its own. */
  interface Form {
    units: [string, string, number, string?, Row[]?][];
    classes: string[];
    criteria?: Row[];
    /** of a choice: name, at least, at most */
    lists?: [string, number, number][];
    /** how each grade is drawn */
    tones: string[];
    /** the class of the box around the grades of a row */
    look: string;
  }
  /** One screen of a form: a unit with its criteria, or a list with its units. Rows are places in the marks. */
  /** Where a person is on a form: the cover, the contents, the review, or the number of a step. */
  type Place = 'cover' | 'contents' | 'review' | number;
  interface Button { label: string; to: Place | 'send'; second: boolean; off: boolean }
  interface Kept { ready: boolean; marks: string; unsent: boolean; kept: 'saved' | 'saving' | 'unsaved' }
  interface FormModel {
    show: 'elsewhere' | 'stage'; open: boolean; at: Place; step: Step | null; lost: boolean;
    card: string; heading: string; place: string; about: string; clock: string; hint: string; note: string;
    far: string; kept: string; buttons: Button[]; status: Status | null; net: string;
  }
  /** What differs between a form of grades and a choice. */
  interface Screens {
    build: (body: HTMLElement, f: FormModel, marks: string) => void;
    paint: (f: FormModel, marks: string) => void;
    /** why these marks are not sent, "" where they may be */
    fault: (marks: string) => string;
  }
  interface Step { id: string; name: string; about: string; group: string; least: number; most: number; labels: Row[]; units: number[]; rows: number[] }
  /** One ballot that waits for a definite answer; card is "" while the number is not known. */
  interface Ballot { id: string; session: string; card: string; item: number; run: number; unit: string; marks: string }
  /** Status 0 means that nothing came back; wait is Retry-After in milliseconds. */
  interface Answer { status: number; data: any; sent: number; received: number; wait: number }
  interface Outcome { item: number; run: number; kind: 'recorded' | 'refused'; marks: string; receipt: string; code: string; text: string }
  interface State {
    frame: Frame; me: Me | null; gone: boolean;
    /** state of the card, as the page was told until /v/me has answered */
    card: string;
    choice: string; editing: boolean; missed: boolean; firstOnly: boolean;
    pending: Ballot | null; trouble: '' | 'net' | 'busy'; outcome: Outcome | null; older: Outcome | Ballot | null; offline: boolean;
    /** the server's time in milliseconds */
    now: number;
  }
  type Say = (key: string, values?: { [name: string]: string | number }) => string;
  interface Status { tone: '' | 'done' | 'failed'; text: string; receipt: string; more: string }
  interface Model {
    show: 'scan' | 'elsewhere' | 'stage';
    rehearsal: boolean; title: string; card: string; place: string; number: string; name: string; about: string;
    headline: string; hint: string; open: boolean; lost: boolean;
    clock: string; near: boolean; until: string; say: string; sayLeft: string;
    locked: boolean; chosen: string; status: Status | null;
    submit: { shown: boolean; sending: boolean }; change: '' | 'change' | 'keep';
    net: string; older: string;
  }
}
