package clause

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/locale"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// unwordable says why a value cannot be printed whole. Its text is public.
type unwordable string

func (u unwordable) Error() string { return string(u) }

var errIncomplete = unwordable("the value lacks a part that its type needs")

// wordings turns values into words in one language over one offer's facts.
type wordings struct {
	locale  *locale.Locale
	phrases *phrases
	facts   *Facts
}

func newWordings(language string, f *Facts) (*wordings, error) {
	l, err := locale.For(language)
	if err != nil {
		return nil, err
	}
	p, ok := phrasesOf(language)
	if !ok {
		return nil, fmt.Errorf("there are no phrases in %s", language)
	}
	return &wordings{locale: l, phrases: p, facts: f}, nil
}

// word words one value as a slot says.
func (w *wordings) word(s *Slot, value any) (string, error) {
	switch s.As {
	case AsWords:
		return tabled(s, fmt.Sprint(value))
	case AsPlace:
		return w.placeName(s, fmt.Sprint(value))
	case AsTerm:
		return w.reference(terms.Pointer(fmt.Sprint(value)))
	case AsChanges:
		return w.patches(value)
	case AsDocument, AsParty, AsSignatory, AsEntity, AsOption:
		return w.lookUp(s, fmt.Sprint(value))
	}
	return w.plain(s, value)
}

// plain words the values that need nothing but the locale and the phrases.
func (w *wordings) plain(s *Slot, value any) (string, error) {
	switch v := value.(type) {
	case string:
		return w.text(v, s.Form), nil
	case terms.Name:
		if s.Form == "greeting" {
			return v.Salutation(), nil
		}
		return v.Full, nil
	case money.Money:
		return w.locale.Money(v), nil
	case terms.StatedPay:
		return w.locale.Money(money.Money{Amount: v.Amount, Currency: v.Currency}), nil
	case terms.Component:
		return w.yearly(v), nil
	case money.Rate:
		return w.locale.Rate(v), nil
	case money.Decimal:
		return w.locale.Decimal(v), nil
	case money.Share:
		return w.locale.Percent(v), nil
	case int:
		if s.As == AsMonth {
			return w.month(v)
		}
		return w.locale.Int(v), nil
	case cal.Date:
		return w.locale.Date(v), nil
	case cal.Length:
		return w.length(v, s.Form), nil
	case time.Time:
		return w.locale.DateTime(v, cmp.Or(w.facts.Zone, "UTC"))
	case terms.When:
		return w.when(v, s.Form)
	case terms.Size:
		if err := fits(s.As, v); err != nil {
			return "", err
		}
		return w.size(v)
	case terms.Vesting:
		return w.vesting(v)
	case terms.Strike:
		return w.strike(v)
	}
	return "", unwordable("there are no words for a value of this type")
}

// fits refuses a Size that a narrower way would not word whole.
func fits(as As, v terms.Size) error {
	switch {
	case as == AsMoney && (v.Type != terms.SizeAmount || v.Per != nil):
		return unwordable("the clause words an amount of money, and this is another type of size")
	case as == AsRate && (v.Type != terms.SizeAmount || v.Per == nil):
		return unwordable("the clause words a rate, and this is another type of size")
	}
	return nil
}

func (w *wordings) month(n int) (string, error) {
	if n < 1 || n > 12 {
		return "", errIncomplete
	}
	return w.locale.Month(time.Month(n)), nil
}

func (w *wordings) length(l cal.Length, form string) string {
	switch {
	case form == "every" && l.N.Cmp(money.Int(1)) == 0:
		return w.locale.Unit(l.Unit, true)
	case form != "adjective":
		return w.locale.Length(l)
	}
	return fill(w.phrases.adjective, "n", w.locale.Decimal(l.N), "u", strings.ReplaceAll(w.locale.Unit(l.Unit, true), " ", "-"))
}

func tabled(s *Slot, word string) (string, error) {
	if words, ok := s.Words[word]; ok {
		return words, nil
	}
	return "", unwordable("the clause has no words for " + strings.ReplaceAll(word, "_", " "))
}

// lookUp names what an id stands for.
func (w *wordings) lookUp(s *Slot, id string) (string, error) {
	switch s.As {
	case AsDocument:
		return w.document(id)
	case AsOption:
		return w.option(id)
	case AsParty:
		for _, p := range w.facts.Parties {
			if string(p.ID) == id {
				return p.Name, nil
			}
		}
		if id == "employer" {
			return w.facts.Entity.Name, nil
		}
		return "", unwordable("no party of this record has the id " + id)
	case AsSignatory:
		for _, x := range w.facts.Entity.Signatories {
			if x.ID == id {
				return x.Name + ", " + x.Title, nil
			}
		}
		return "", unwordable("the entity has no signatory " + id)
	}
	if id != w.facts.Entity.ID {
		return "", unwordable("the entity of this letter is another one")
	}
	if s.Form == "short" {
		return w.facts.Entity.ShortName, nil
	}
	return w.facts.Entity.Name, nil
}

// isUnwordable says whether an error is about the value and not about us.
func isUnwordable(err error) bool { var u unwordable; return errors.As(err, &u) }

// absent says whether a slot has nothing to print.
func absent(value any) bool {
	if value == nil {
		return true
	}
	v := reflect.ValueOf(value)
	return v.Kind() == reflect.Slice && v.Len() == 0
}

// text gives a text as it stands, or as its form says.
func (w *wordings) text(v, form string) string {
	switch form {
	case "words":
		return asPhrase(v)
	case "clock":
		return w.locale.Clock(v)
	}
	return v
}

// asPhrase makes a phrase of a code: data_protection is Data protection.
func asPhrase(code string) string {
	if code == "" {
		return code
	}
	return strings.ToUpper(code[:1]) + strings.ReplaceAll(code[1:], "_", " ")
}
