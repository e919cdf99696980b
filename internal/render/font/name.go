package font

import (
	"encoding/binary"
	"strings"

	"github.com/go-text/typesetting/font/opentype"
)

const postScriptNameID = 6

// postScriptName reads name 6 and keeps the characters that a PDF name needs no escapes for.
func postScriptName(loader *opentype.Loader) string {
	table, err := loader.RawTable(opentype.MustNewTag("name"))
	if err != nil || len(table) < 6 {
		return "Font"
	}
	storage := int(binary.BigEndian.Uint16(table[4:]))
	for at := 6; at+12 <= len(table) && at < storage; at += 12 {
		rec := table[at:]
		if binary.BigEndian.Uint16(rec[6:]) != postScriptNameID {
			continue
		}
		from := storage + int(binary.BigEndian.Uint16(rec[10:]))
		to := from + int(binary.BigEndian.Uint16(rec[8:]))
		if to > len(table) {
			continue
		}
		name := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' {
				return r
			}
			return -1
		}, string(table[from:to]))
		if name != "" && len(name) <= 63 {
			return name
		}
	}
	return "Font"
}
