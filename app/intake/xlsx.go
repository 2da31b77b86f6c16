package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

var errUnzipped = errors.New("unpack workbook: too large")

// readWorkbook reads the first visible sheet that has anything in it. A cell
// gives the text that the spreadsheet program shows, so that leading zeros stay.
func readWorkbook(t Table, body []byte) (read Table, err error) {
	t.Encoding = Workbook
	defer func() { // a workbook comes from anywhere, and its reader is not ours
		if failed := recover(); failed != nil {
			read, err = t, t.refuse(CodeWorkbook, fmt.Sprint(failed))
		}
	}()
	parts, err := unpack(body)
	if errors.Is(err, errUnzipped) {
		return t, t.refuse(CodeUnzipped, strconv.Itoa(maxUnzip>>20))
	}
	if err != nil {
		return t, t.refuse(CodeWorkbook, err.Error())
	}
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip})
	if err != nil {
		return t, t.refuse(CodeWorkbook, err.Error())
	}
	defer book.Close() // nothing was written
	for _, sheet := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(sheet); err != nil || !visible {
			continue
		}
		t.Sheet = sheet
		read, err := readSheet(t, book, parts)
		if err != nil || len(read.Rows) > 0 {
			return read, err
		}
	}
	t.Sheet = ""
	return t, t.refuse(CodeNoData)
}

// unpack opens the archive and reads every part of it once against its
// checksum: the reader of workbooks passes over damage, and a list that is
// silently cut short is worse than a refusal.
func unpack(body []byte) (*zip.Reader, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, err
	}
	left := int64(maxUnzip)
	for _, part := range archive.File {
		content, err := part.Open()
		if err != nil {
			return nil, fmt.Errorf("part %s: %w", part.Name, err)
		}
		n, err := io.Copy(io.Discard, io.LimitReader(content, left+1))
		if left -= n; left < 0 {
			return nil, errUnzipped
		}
		if err = errors.Join(err, content.Close()); err != nil {
			return nil, fmt.Errorf("part %s: %w", part.Name, err)
		}
	}
	return archive, nil
}

func readSheet(t Table, book *excelize.File, parts *zip.Reader) (Table, error) {
	rows, err := book.Rows(t.Sheet)
	if err != nil {
		return t, nil // a sheet that is a chart has no rows
	}
	defer rows.Close() // nothing was written
	total := 0
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return t, t.refuse(CodeWorkbook, err.Error())
		}
		if code, ok := t.add(number, cells, &total); !ok {
			return t, t.overLimit(code, number)
		}
	}
	if err := rows.Error(); err != nil {
		return t, t.refuse(CodeWorkbook, err.Error())
	}
	notes, err := readNotes(parts, t.Sheet)
	if err != nil {
		return t, t.refuse(CodeWorkbook, err.Error())
	}
	notes.apply(t.Rows)
	t.exact = notes.exact
	return t, nil
}
