package terms

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/locale"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// Words says a term's value in a few words for the differences view. The letter's own wording is the clauses' business.
func Words(w *locale.Locale, value any) string {
	switch v := value.(type) {
	case money.Money:
		return w.Money(v)
	case money.Rate:
		return w.Rate(v)
	case money.Decimal:
		return w.Decimal(v)
	case cal.Date:
		return w.Date(v)
	case cal.Length:
		return w.Length(v)
	case When:
		return whenWords(w, v)
	case Size:
		return sizeWords(w, v)
	case Strike:
		return strikeWords(w, v)
	case Vesting:
		return vestingWords(w, v)
	case []Patch:
		return patchesWords(w, v)
	case money.Share:
		return w.Percent(v)
	case Name:
		return v.Full
	case place.Code:
		return string(v)
	case time.Time:
		return w.Date(cal.DateOf(v)) + v.Format(", 15:04 -07:00")
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []string:
		out := make([]string, len(v))
		for i, s := range v {
			out[i] = humane(s)
		}
		return w.List(out)
	case string:
		if idForm(v) {
			return humane(v)
		}
		return v
	case int:
		return fmt.Sprint(v)
	}
	return fmt.Sprint(value)
}

// wordsAt is Words for the value of a leaf, which holds a share as plain text.
func wordsAt(w *locale.Locale, p Pointer, value any) string {
	if text, ok := value.(string); ok {
		if typ, known := TypeAt(p); known && typ == reflect.TypeFor[money.Share]() {
			return w.Percent(money.Share(text))
		}
	}
	return Words(w, value)
}

// idForm says whether s is a word of the record's own vocabulary, such as full_time, and not somebody's text.
func idForm(s string) bool {
	return strings.Contains(s, "_") && Pointer("/"+s).Valid()
}

func whenWords(w *locale.Locale, v When) string {
	if !Complete(v) {
		return ""
	}
	event := ""
	if v.Event != nil {
		event = humane(string(*v.Event))
		if *v.Event == EventOther && v.Name != nil {
			event = *v.Name
		}
	}
	switch v.Type {
	case OnDate:
		return dateWords(w, v)
	case After:
		return w.Length(*v.Length) + " after " + event
	case OnEvent:
		s := "on " + event
		if v.Offset != nil {
			s = w.Length(*v.Offset) + " after " + event
		}
		if v.LongStop != nil {
			s += ", at the latest " + w.Date(*v.LongStop)
		}
		return s
	case ToBeAgreed:
		if v.By != nil {
			return "to be agreed by " + w.Date(*v.By)
		}
		return "to be agreed"
	case CandidateFills:
		return boundsWords(w, v)
	}
	return ""
}

func dateWords(w *locale.Locale, v When) string {
	s := w.Date(*v.Date)
	if v.Time != nil {
		s += ", " + *v.Time
	}
	if v.Zone != nil {
		s += " " + *v.Zone
	}
	if v.Qualifier != nil && *v.Qualifier != Exact {
		s = humane(string(*v.Qualifier)) + " " + s
	}
	if v.IfMissed != nil {
		s += ", lapses if missed"
	}
	return s
}

func boundsWords(w *locale.Locale, v When) string {
	s := "a date the candidate gives"
	if v.Earliest != nil {
		s += ", from " + w.Date(*v.Earliest)
	}
	if v.Latest != nil {
		s += ", to " + w.Date(*v.Latest)
	}
	return s
}

// wordsOfAll says the value at a term, or an object or item there by its main part or by all of its parts.
func wordsOfAll(w *locale.Locale, p Pointer, leaves []Leaf) string {
	var parts []string
	for _, l := range leaves {
		switch below := strings.TrimPrefix(string(l.Term[len(p):]), "/"); below {
		case "", "size", "rate", "text", "target", "pay": // what people call it by
			return wordsAt(w, l.Term, l.Value)
		default:
			parts = append(parts, humane(strings.ReplaceAll(below, "/", " "))+": "+wordsAt(w, l.Term, l.Value))
		}
	}
	return strings.Join(parts, "; ")
}

// rateOf reads a leaf as a rate of pay: a Rate, or a Size that is an amount for each period.
func rateOf(value any) (money.Rate, bool) {
	switch v := value.(type) {
	case money.Rate:
		return v, true
	case Size:
		if v.Type == SizeAmount && v.Amount != nil && v.Currency != nil && v.Per != nil {
			return money.Rate{Amount: *v.Amount, Currency: *v.Currency, Per: *v.Per}, true
		}
	}
	return money.Rate{}, false
}

// WordsOfJSON words a stored value of a term, as Words does; empty when the value does not fit the term.
func WordsOfJSON(w *locale.Locale, p Pointer, raw json.RawMessage) string {
	typ, ok := TypeAt(p)
	if !ok || !IsWhole(typ) {
		return ""
	}
	v := reflect.New(typ)
	if err := json.Unmarshal(raw, v.Interface()); err != nil {
		return ""
	}
	return Words(w, plainOrWhole(v.Elem()))
}

func plainOrWhole(v reflect.Value) any {
	switch {
	case whole[v.Type()] || v.Type() == reflect.TypeFor[money.Share]():
		return v.Interface()
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		words := make([]string, v.Len())
		for i := range words {
			words[i] = v.Index(i).String()
		}
		return words
	case v.Kind() == reflect.Slice:
		return v.Interface()
	}
	return plain(v)
}
