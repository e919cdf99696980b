package desk

import (
	"encoding/json"
	"slices"
	"strconv"

	"verbatim/internal/letter"
	"verbatim/internal/terms"
)

// termDifferences lists what of a terms.json is not as in the stored one: the terms as the letter words them, then those
// of its sheet, then what stands around them. A file that is no JSON differs as a whole.
func termDifferences(stored, file []byte) []TermDifference {
	var was, is letter.Attachment
	if json.Unmarshal(stored, &was) != nil || json.Unmarshal(file, &is) != nil {
		return []TermDifference{{Label: "terms.json", File: "it cannot be read as terms"}}
	}
	out := leafDifferences(was.Terms, is.Terms)
	for _, d := range slices.Concat(leafDifferences(sheetLeaves(was.Sheet), sheetLeaves(is.Sheet)), frameDifferences(was, is)) {
		if !slices.ContainsFunc(out, func(o TermDifference) bool { return o.Term == d.Term }) {
			out = append(out, d)
		}
	}
	if len(out) == 0 { // another spelling of the same, or members that no letter has
		out = []TermDifference{{Label: "terms.json", File: "it holds the stored terms and other bytes"}}
	}
	return out
}

// sheetLeaves are the terms of a sheet without words; a sheet that cannot be read has none.
func sheetLeaves(raw json.RawMessage) []terms.WrittenLeaf {
	var sheet terms.Sheet
	if json.Unmarshal(raw, &sheet) != nil {
		return nil
	}
	var out []terms.WrittenLeaf
	for _, l := range sheet.Leaves() {
		out = append(out, terms.WrittenLeaf{Term: l.Term, Label: sheet.Label(l.Term), Value: l.JSON()})
	}
	return out
}

// frameDifferences compares what stands around the terms.
func frameDifferences(was, is letter.Attachment) []TermDifference {
	var out []TermDifference
	for _, x := range []struct{ name, was, is string }{
		{"/schema", was.Schema, is.Schema},
		{"/document", was.Document, is.Document},
		{"/version", strconv.Itoa(was.Number), strconv.Itoa(is.Number)},
		{"/letter_date", was.LetterDate.String(), is.LetterDate.String()},
		{"/lock", string(was.Lock), string(is.Lock)},
	} {
		if x.was != x.is {
			out = append(out, TermDifference{Term: x.name, Stored: x.was, File: x.is})
		}
	}
	return out
}

func leafDifferences(stored, file []terms.WrittenLeaf) []TermDifference {
	find := func(list []terms.WrittenLeaf, p terms.Pointer) (terms.WrittenLeaf, bool) {
		i := slices.IndexFunc(list, func(l terms.WrittenLeaf) bool { return l.Term == p })
		if i < 0 {
			return terms.WrittenLeaf{}, false
		}
		return list[i], true
	}
	var out []TermDifference
	for _, was := range stored {
		is, ok := find(file, was.Term)
		if !ok || is.Text != was.Text || string(is.Value) != string(was.Value) {
			out = append(out, TermDifference{Term: string(was.Term), Label: was.Label, Stored: shown(was), File: shown(is)})
		}
	}
	for _, is := range file {
		if _, ok := find(stored, is.Term); !ok {
			out = append(out, TermDifference{Term: string(is.Term), Label: is.Label, File: shown(is)})
		}
	}
	return out
}

// shown is a term in words, or its value where it has none.
func shown(l terms.WrittenLeaf) string {
	if l.Text != "" {
		return l.Text
	}
	return string(l.Value)
}
