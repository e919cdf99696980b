package terms

import "strings"

// Print is the duty of a letter to print a term.
type Print string

// The duties. A Must leaf that was said and is not printed is unwritten and keeps the letter from being issued.
const (
	Must  Print = "must"
	May   Print = "may"
	Never Print = "never"
)

// Topic groups terms for business approval: a change asks only the steps that cover its topic.
type Topic string

// The topics of record.md section 5.
const (
	TopicPay    Topic = "pay"
	TopicEquity Topic = "equity"
	TopicLevel  Topic = "level"
	TopicStart  Topic = "start"
	TopicPlace  Topic = "place"
	TopicExit   Topic = "exit"
	TopicLegal  Topic = "legal"
	TopicAll    Topic = "all"
	TopicNone   Topic = "none"
)

// Entry is what the catalogue knows about a term.
type Entry struct {
	Pattern  string // a pointer in which * stands for one name and a final /** for the place itself and all below
	Label    string // in words, for people
	Print    Print
	Topic    Topic
	Material bool // stands on top of the differences view
}

// pattern is an entry's pattern taken apart: its names, and whether it goes on below them.
type pattern struct {
	names []string
	open  bool
}

// patterns are those of the catalogue, in its order: they are asked for each leaf of each letter.
var patterns = patternsOf(catalogue)

func patternsOf(entries []Entry) []pattern {
	out := make([]pattern, len(entries))
	for i, e := range entries {
		text, open := strings.CutSuffix(e.Pattern, "/**")
		out[i] = pattern{names: Pointer(text).Segments(), open: open}
	}
	return out
}

// Lookup gives the catalogue's entry for a term; ok is false for a pointer that no record can hold.
func Lookup(p Pointer) (Entry, bool) {
	best, score := -1, -1
	var room [12]string // as many names as a Pointer has: nothing is allocated
	segments := p.names(room[:0])
	for i, x := range patterns {
		if s := x.match(segments); s > score {
			best, score = i, s
		}
	}
	if best < 0 {
		return Entry{}, false
	}
	return catalogue[best], true
}

// Catalogue lists every entry in record order.
func Catalogue() []Entry { return append([]Entry(nil), catalogue...) }

// match scores how closely a pattern names a pointer; -1 when it does not. A literal name counts more than a star.
func (x pattern) match(segments []string) int {
	if len(x.names) > len(segments) || (!x.open && len(x.names) != len(segments)) {
		return -1
	}
	score := 0
	for i, n := range x.names {
		switch n {
		case segments[i]:
			score += 3
		case "*":
			score += 2
		default:
			return -1
		}
	}
	if !x.open {
		score++
	}
	return score
}
