package clause

import (
	"slices"
	"strings"

	"verbatim/internal/terms"
)

// writer joins pieces into runs. Fixed words leave no double space where a part was left out; values stay as they are.
type writer struct {
	out    []Run
	hollow bool // a value that is not printed elsewhere is missing: nothing of this may be repeated
}

func (w *writer) words(a Atom) {
	text := a.Text
	if w.endsOpen() {
		text = strings.TrimLeft(text, " ")
	}
	if n := len(w.out); n > 0 && strings.HasSuffix(w.out[n-1].Text, ".") {
		text = strings.TrimPrefix(text, ".") // a value such as Inc. or 3:30 p.m. has ended the sentence already
	}
	w.run(Run{Text: text, Bold: a.Bold, Italic: a.Italic, Href: a.Href})
}

// endsOpen says whether a space here would be one too many.
func (w *writer) endsOpen() bool {
	if len(w.out) == 0 {
		return true
	}
	last := w.out[len(w.out)-1].Text
	return strings.HasSuffix(last, " ") || strings.HasSuffix(last, "\n")
}

func (w *writer) value(a Atom, text string, conveyed []terms.Pointer) {
	w.run(Run{Text: text, Bold: a.Bold, Italic: a.Italic, Href: a.Href, Terms: conveyed})
}

// run appends a run, or lengthens the last one when style and terms are the same.
func (w *writer) run(r Run) {
	if r.Text == "" {
		return
	}
	if n := len(w.out); n > 0 {
		last := &w.out[n-1]
		if last.Bold == r.Bold && last.Italic == r.Italic && last.Href == r.Href && slices.Equal(last.Terms, r.Terms) {
			last.Text += r.Text
			return
		}
	}
	w.out = append(w.out, r)
}

// finish trims the end and gives the runs; none when only spaces are left.
func (w *writer) finish() []Run {
	if w.hollow {
		return nil
	}
	for n := len(w.out); n > 0; n = len(w.out) {
		w.out[n-1].Text = strings.TrimRight(w.out[n-1].Text, " \n")
		if w.out[n-1].Text != "" {
			return w.out
		}
		w.out = w.out[:n-1]
	}
	return nil
}
