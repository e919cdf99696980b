package lint

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"

	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/fault"
)

// guards finds slots that may be absent and stand outside of every part, and parts that nothing decides on.
func (j *judge) guards(f clause.Fragment, w clause.Wording) {
	w.Each(func(atoms []clause.Atom) {
		var open []clause.Atom
		decided := map[int]bool{} // depth at which a slot was seen
		for _, a := range atoms {
			switch a.Kind {
			case clause.Open:
				open = append(open, a)
				decided[len(open)] = f.Parts[a.Name] != nil && f.Parts[a.Name].When != nil
			case clause.Close:
				if last := open[len(open)-1]; !decided[len(open)] {
					j.add(spot{w.File, last.At}, "undecided_part", "give it a condition under parts, or take the brackets away", "nothing decides whether the part %s is printed: it has no slot and no condition", last.Name)
				}
				open = open[:len(open)-1]
			case clause.Filled:
				decided[len(open)] = true
				if s := f.Slots[a.Name]; s != nil && mayBeAbsent(s) && len(open) == 0 {
					j.add(spot{w.File, a.At}, "unguarded", "put it into a part: [["+a.Name+": ... {{ "+a.Name+" }} ...]]", "the slot %s may have nothing to print", a.Name)
				}
			}
		}
	})
}

func mayBeAbsent(s *clause.Slot) bool {
	return s.From.Result().Optional || s.As == clause.AsList && !s.Always
}

// headings finds levels that are skipped or too deep: a letter has three, the first is its subject.
func (j *judge) headings(v *clause.Version, p clause.Position) {
	deepest := 2
	if v.Title != "" {
		deepest = 1
	}
	level := 0
	for _, b := range p.Wording.Blocks {
		if b.Kind != clause.Heading {
			continue
		}
		if b.Level > level+1 || b.Level >= deepest {
			j.add(spot{p.Wording.File, source.Text{Line: 1, Column: 1}}, "heading_skip", "use the clause's title, or no heading", "a heading of level %d stands where no level above it is", b.Level)
		}
		level = b.Level
	}
}

var (
	number = regexp.MustCompile(`[$£€¥₹]|\d+(?:[.,]\d+)*`)
	// spelled are numbers that change what is promised; "one" is a pronoun in most sentences.
	spelled = regexp.MustCompile(`(?i)\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty|thirty|sixty|ninety|hundred|thousand)\b`)
)

// literals finds numbers and money that fixed words say by themselves and no states declare.
func (j *judge) literals(v *clause.Version, p clause.Position) {
	said := declared(v, p)
	report := func(file string, at source.Text, text string) {
		for _, n := range append(number.FindAllString(text, -1), spelled.FindAllString(text, -1)...) {
			if !said[strings.ToLower(n)] {
				j.add(spot{file, at}, "literal", "make it a slot, declare it under states, or say under literals why it is no term", "the words say %q by themselves", n)
			}
		}
	}
	p.Wording.Each(func(atoms []clause.Atom) {
		for _, a := range atoms {
			if a.Kind == clause.Words {
				report(p.Wording.File, standing(a), a.Text)
			}
		}
	})
	if p.Name != clause.Standard {
		return
	}
	for _, s := range v.Slots {
		for word, text := range s.Words {
			for _, n := range number.FindAllString(text, -1) {
				if !said[n] && !strings.Contains(word, n) {
					report(path.Join(v.Dir, "clause.yaml"), s.At.Text(), n)
				}
			}
		}
	}
}

// declared lists the numbers that a version says on purpose.
func declared(v *clause.Version, p clause.Position) map[string]bool {
	out := map[string]bool{}
	for n := range v.Literals {
		out[strings.ToLower(n)] = true
	}
	states := slices.Concat(v.States, p.States)
	for _, part := range v.Parts {
		states = append(states, part.States...)
	}
	for _, s := range states {
		raw, err := json.Marshal(s.Value)
		if err != nil {
			continue // the value was read from JSON
		}
		for _, n := range number.FindAllString(string(raw), -1) {
			out[n] = true
		}
	}
	return out
}

// standing is where the text of an atom begins in its file.
func standing(a clause.Atom) source.Text {
	return source.Text{Line: max(a.At.Line, 1), Column: max(a.At.Column, 1)}
}

// characters finds what the bundled fonts cannot draw.
func (j *judge) characters(w clause.Wording) {
	w.Each(func(atoms []clause.Atom) {
		for _, a := range atoms {
			j.drawn(w.File, standing(a), a.Text)
		}
	})
}

func (j *judge) drawn(file string, at source.Text, text string) {
	for _, r := range text {
		if r != '\n' && !j.Draws(r) {
			j.add(spot{file, at}, "undrawable", "", "the fonts have no character %q (U+%04X)", r, r)
			return
		}
	}
}

// words judges a slot's table against the vocabulary of what it reads.
func (j *judge) words(file string, s *clause.Slot) {
	for word, text := range s.Words {
		j.drawn(file, s.At.Text(), text)
		if s.Allowed != nil && !slices.Contains(s.Allowed, word) {
			j.add(spot{file, s.At.Text()}, "unknown_word", fault.DidYouMean(word, s.Allowed), "the slot %s has words for %q, which is no value of it: there are %s", s.Name, word, strings.Join(s.Allowed, ", "))
		}
	}
	if len(s.Words) == 0 {
		return
	}
	for _, word := range s.Allowed {
		if _, ok := s.Words[word]; !ok {
			j.add(spot{file, s.At.Text()}, "missing_word", "", "the slot %s has no words for %q", s.Name, word)
		}
	}
}
