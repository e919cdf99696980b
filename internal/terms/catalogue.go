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

// Lookup gives the catalogue's entry for a term; ok is false for a pointer that no record can hold.
func Lookup(p Pointer) (Entry, bool) {
	best, score := Entry{}, -1
	segments := p.Segments()
	for _, e := range catalogue {
		if s := match(e.Pattern, segments); s > score {
			best, score = e, s
		}
	}
	return best, score >= 0
}

// Catalogue lists every entry in record order.
func Catalogue() []Entry { return append([]Entry(nil), catalogue...) }

// match scores how closely a pattern names a pointer; -1 when it does not. A literal name counts more than a star.
func match(pattern string, segments []string) int {
	pattern, open := strings.CutSuffix(pattern, "/**")
	names := Pointer(pattern).Segments()
	if len(names) > len(segments) || (!open && len(names) != len(segments)) {
		return -1
	}
	score := 0
	for i, n := range names {
		switch n {
		case segments[i]:
			score += 3
		case "*":
			score += 2
		default:
			return -1
		}
	}
	if !open {
		score++
	}
	return score
}
