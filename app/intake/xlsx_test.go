package intake

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"reflect"
	"testing"

	"github.com/xuri/excelize/v2"

	"pingyi/voting"
)

// book builds a workbook cell by cell.
func book(t *testing.T, build func(b *excelize.File) error) File {
	t.Helper()
	b := excelize.NewFile()
	defer b.Close()
	if err := build(b); err != nil {
		t.Fatalf("build workbook: %v", err)
	}
	return written(t, b)
}

func setRow(b *excelize.File, sheet, cell string, values ...any) error {
	return b.SetSheetRow(sheet, cell, &values)
}

func TestWorkbookAsPeopleMakeThem(t *testing.T) {
	f := book(t, func(b *excelize.File) error {
		if _, err := b.NewSheet("名单"); err != nil {
			return err
		}
		for cell, values := range map[string][]any{
			"A1": {"参评单位名单（2026年）"},
			"A3": {" 编 号*", "参评单位（全称）", "主管部门", "备注"},
			"A4": {"0231", "甲窗口", "市司法局"},
			"A5": {232, "乙窗口"},
			"A6": {"Ｗ２３３　", "丙窗口", "", "新增"},
			"A9": {nil, nil, nil, " "},
		} {
			if err := setRow(b, "名单", cell, values...); err != nil {
				return err
			}
		}
		digits, err := b.NewStyle(&excelize.Style{CustomNumFmt: new("0000")})
		if err != nil {
			return err
		}
		if err := b.SetCellStyle("名单", "A5", "A5", digits); err != nil {
			return err
		}
		if err := b.MergeCell("名单", "A1", "D1"); err != nil {
			return err
		}
		return b.MergeCell("名单", "C4", "C6")
	})
	table := readTable(t, f)
	if table.Sheet != "名单" {
		t.Errorf("read sheet %q, want the one with something in it", table.Sheet)
	}
	units, warned, bad := readUnits(table, false)
	want := []voting.Unit{
		{ID: "0231", Name: "甲窗口", Department: "市司法局"},
		{ID: "0232", Name: "乙窗口", Department: "市司法局"},
		{ID: "W233", Name: "丙窗口", Department: "市司法局"},
	}
	if len(bad) > 0 || !reflect.DeepEqual(units, want) {
		t.Errorf("got %+v, %v", units, bad)
	}
	if len(warned) != 1 || warned[0].Code != WarnIgnored || warned[0].Args[0] != "备注" {
		t.Errorf("warnings are %+v, want the unused column", warned)
	}
}

func TestLongNumbersStoredAsNumbersAreFoundRounded(t *testing.T) {
	f := book(t, func(b *excelize.File) error {
		if err := setRow(b, "Sheet1", "A1", "代表证号", "代表类别"); err != nil {
			return err
		}
		if err := setRow(b, "Sheet1", "A2", 320106199001011000, "企业"); err != nil {
			return err
		}
		if err := setRow(b, "Sheet1", "A3", "320106199001011234", "企业"); err != nil {
			return err
		}
		if err := setRow(b, "Sheet1", "A4", 123456789012345, "企业"); err != nil {
			return err
		}
		return setRow(b, "Sheet1", "A5", 1.23e17, "企业")
	})
	_, err := Roster(readTable(t, f), []voting.Category{{Label: "企业"}})
	bad, _ := err.(Errors)
	if len(bad) != 2 || bad[0].Row != 2 || bad[1].Row != 5 || bad[0].Code != CodeRounded || bad[1].Code != CodeRounded || bad[0].Column != "代表证号" {
		t.Errorf("got %v, want rows 2 and 5 as rounded numbers", err)
	}
}

func TestHiddenSheetsAreNotRead(t *testing.T) {
	f := book(t, func(b *excelize.File) error {
		if err := setRow(b, "Sheet1", "A1", "编号", "旧名单"); err != nil {
			return err
		}
		if _, err := b.NewSheet("新"); err != nil {
			return err
		}
		b.SetActiveSheet(1)
		if err := b.SetSheetVisible("Sheet1", false); err != nil {
			return err
		}
		return setRow(b, "新", "B2", "编号")
	})
	table := readTable(t, f)
	if table.Sheet != "新" || len(table.Rows) != 1 || table.Rows[0].Number != 2 || table.Rows[0].cell(1) != "编号" {
		t.Errorf("read %+v", table)
	}
}

func TestDamagedWorkbookIsRefusedNotCutShort(t *testing.T) {
	good := workbook(t, readTable(t, sampleFile(t, "representatives.csv"))).Body
	want := readTable(t, File{"list.xlsx", good})
	refused := 0
	for at := 40; at < len(good); at += len(good)/400 + 1 {
		damaged := bytes.Clone(good)
		damaged[at] ^= 0x10
		table, err := ReadTable("list.xlsx", damaged)
		if err != nil {
			refused++
		} else if !reflect.DeepEqual(table.Rows, want.Rows) {
			t.Fatalf("a workbook damaged at byte %d of %d is read as %d rows", at, len(good), len(table.Rows))
		}
	}
	if refused == 0 {
		t.Error("no damage was noticed")
	}
}

func TestWorkbookThatUnpacksWithoutEndIsRefused(t *testing.T) {
	var honest bytes.Buffer
	w := zip.NewWriter(&honest)
	for _, name := range []string{"[Content_Types].xml", "xl/worksheets/sheet1.xml"} {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(make([]byte, maxUnzip/2+1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := ReadTable("bomb.xlsx", honest.Bytes())
	wantCode(t, "parts that are too large together", err, CodeUnzipped)

	var packed bytes.Buffer
	lying := zip.NewWriter(&packed)
	part, err := lying.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml", Method: zip.Store, CompressedSize64: 1 << 20, UncompressedSize64: 10, CRC32: crc32.ChecksumIEEE(make([]byte, 1<<20))})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(make([]byte, 1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := lying.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = ReadTable("liar.xlsx", packed.Bytes())
	wantCode(t, "a part larger than it says", err, CodeWorkbook)
}

func TestArchiveThatIsNoWorkbookIsRefused(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create("readme.txt"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := ReadTable("list.xlsx", b.Bytes())
	if _, ok := err.(Errors); !ok {
		t.Errorf("an archive without a sheet gives %v", err)
	}
}
