package clause

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"verbatim/internal/terms"
)

// leafValue gives a value of a term's Go type as terms.Leaf holds it: named words as strings, sets in alphabetical order.
func leafValue(v reflect.Value) any {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int64:
		return int(v.Int())
	case reflect.Slice:
		words := make([]string, v.Len())
		for i := range words {
			words[i] = v.Index(i).String()
		}
		slices.Sort(words)
		return words
	}
	return v.Interface()
}

// allowed refuses a word that is none of its type's vocabulary.
func allowed(v reflect.Value) error {
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			if err := allowed(v.Index(i)); err != nil {
				return err
			}
		}
		return nil
	}
	if e, ok := v.Interface().(interface{ Enum() []string }); ok && v.Kind() == reflect.String && !slices.Contains(e.Enum(), v.String()) {
		return fmt.Errorf("it is one of %s", strings.Join(e.Enum(), ", "))
	}
	return nil
}

// idOf is the name of a list item: its ID, or the word that it is.
func idOf(item any) terms.ID {
	v := reflect.ValueOf(item)
	if v.Kind() == reflect.String {
		return terms.ID(v.String())
	}
	if f := v.FieldByName("ID"); f.IsValid() {
		return terms.ID(f.String())
	}
	return ""
}
