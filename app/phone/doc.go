// Package phone is the side of the representatives: a card becomes a cookie, a
// ballot a receipt, and the page of the stage is the same for a whole hall but
// for the few bytes of /v/me. A phone is known by its cookie alone; the server
// keeps no list of phones.
package phone
