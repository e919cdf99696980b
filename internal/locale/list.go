package locale

import "strings"

// List joins items: "a, b and c", with the comma before "and" where the language has it.
func (l *Locale) List(items []string) string { return l.join(items, l.words.and) }

// Choice joins alternatives: "a, b or c".
func (l *Locale) Choice(items []string) string { return l.join(items, l.words.or) }

func (l *Locale) join(items []string, link string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := items[len(items)-1]
	if l.words.language == "es" {
		link = euphonic(link, last)
	}
	comma := ""
	if l.form.oxford && len(items) > 2 {
		comma = ","
	}
	return strings.Join(items[:len(items)-1], ", ") + comma + " " + link + " " + last
}

// euphonic turns y into e before the sound of i, and o into u before that of o (Ortografía de la lengua española 2010;
// CLDR's list patterns do the same): "padres e hijos", "plata u oro", but "agua y hielo".
func euphonic(link, next string) string {
	next = strings.ToLower(next)
	begins := func(prefixes ...string) bool {
		for _, p := range prefixes {
			if strings.HasPrefix(next, p) {
				return true
			}
		}
		return false
	}
	switch {
	case link == "y" && begins("i", "í", "hi", "hí") && !begins("hia", "hie", "hio", "ia", "ie", "io"):
		return "e"
	case link == "o" && (begins("o", "ó", "ho", "hó", "8") || next == "11" || begins("11 ", "11\u00a0")):
		return "u"
	}
	return link
}
