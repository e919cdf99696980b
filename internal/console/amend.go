package console

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/terms"
)

// amendView is the form that changes one term of the letter.
type amendView struct {
	Offer    offer.ID
	Revision int64
	Letter   int
	Term     terms.Pointer
	Label    string
	Now      string // the term in words
	Expect   string // JSON of the value as the form was made
	Fields   []valueField
	Choices  []termChoice
	Codes    []string
}

// termChoice is a term that can be amended.
type termChoice struct {
	Term  terms.Pointer
	Label string
	Text  string
}

// valueField is one simple value within a term's value.
type valueField struct {
	Path  string // names within the value, joined by dots; empty for a simple value
	Label string
	Value string
	Kind  string // text, number, truth
}

func amendForm(ctx context.Context, c *Console, k *call) (reply, error) {
	id, err := k.offer()
	if err != nil {
		return reply{}, err
	}
	o, err := c.Desk.Offer(ctx, k.by, id)
	if err != nil {
		return reply{}, err
	}
	v := amendView{Offer: id, Revision: o.Revision, Letter: o.Letter, Term: terms.Pointer(k.URL.Query().Get("term")), Codes: terms.ReasonCode("").Enum()}
	leaves, err := c.amendable(ctx, k, id, o.Letter)
	if err != nil {
		return reply{}, err
	}
	for _, l := range leaves {
		v.Choices = append(v.Choices, termChoice{l.Term, l.Label, l.Text})
		if v.Term != "" && l.Term.Under(v.Term) && v.Fields == nil {
			v.Term, v.Label, v.Now, v.Expect, v.Fields = l.Term, l.Label, l.Text, string(l.Value), fieldsOf(l.Value)
		}
	}
	return reply{view: &view{Page: "amend", Title: wordAmend, Nav: "offers", Data: v}}, nil
}

// amendable are the terms that hold now: what was said, with the amendments in force.
func (c *Console) amendable(ctx context.Context, k *call, id offer.ID, n int) ([]terms.WrittenLeaf, error) {
	verbal, written, err := c.Desk.Terms(ctx, k.by, id, n)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(written.Leaves)
	for _, l := range verbal.Leaves() { // what was said and is not printed can be amended too
		if !slices.ContainsFunc(out, func(w terms.WrittenLeaf) bool { return w.Term == l.Term }) {
			out = append(out, terms.WrittenLeaf{Term: l.Term, Label: verbal.Label(l.Term), Value: l.JSON(), Text: string(l.JSON())})
		}
	}
	return slices.DeleteFunc(out, func(l terms.WrittenLeaf) bool {
		return l.Origin == terms.Clause || l.Term.Under("/employer") || l.Term.Under("/terms/explicitly_none") || l.Term.Under("/terms/not_discussed")
	}), nil
}

// fieldsOf takes a value apart into what a person can type.
func fieldsOf(raw json.RawMessage) []valueField {
	v, err := decodeValue(raw)
	if err != nil {
		return nil
	}
	var out []valueField
	walkValue(v, nil, func(path []string, at any) {
		f := valueField{Path: strings.Join(path, "."), Label: sentence(strings.ReplaceAll(strings.Join(path, " "), "_", " ")), Value: fmt.Sprint(at), Kind: "text"}
		switch at.(type) {
		case json.Number:
			f.Kind = "number"
		case bool:
			f.Kind = "truth"
		}
		if f.Label == "" {
			f.Label = wordNewValue
		}
		out = append(out, f)
	})
	return out
}

func decodeValue(raw json.RawMessage) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return v, d.Decode(&v)
}

// walkValue visits every simple value, names in alphabetical order.
func walkValue(v any, path []string, visit func([]string, any)) {
	switch x := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(x))
		for name := range x {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			walkValue(x[name], append(slices.Clone(path), name), visit)
		}
	case []any:
		for i, item := range x {
			walkValue(item, append(slices.Clone(path), fmt.Sprint(i)), visit)
		}
	case nil:
	default:
		visit(path, v)
	}
}

// changed puts what was typed into the value: each in the type that it had.
func changed(v any, path []string, typed func(path string) (string, bool)) any {
	switch x := v.(type) {
	case map[string]any:
		for name := range x {
			x[name] = changed(x[name], append(slices.Clone(path), name), typed)
		}
		return x
	case []any:
		for i := range x {
			x[i] = changed(x[i], append(slices.Clone(path), fmt.Sprint(i)), typed)
		}
		return x
	}
	text, given := typed(strings.Join(path, "."))
	if !given {
		return v
	}
	switch v.(type) {
	case json.Number:
		return json.Number(strings.TrimSpace(text))
	case bool:
		return text == "true"
	}
	return strings.TrimSpace(text)
}

func amend(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "amended", func(id offer.ID, revision int64) error {
		now, err := decodeValue(json.RawMessage(k.PostFormValue("expect")))
		if err != nil {
			return fault.New(fault.Unreadable, fault.CodeUnreadable, wordNoRevision)
		}
		next := changed(now, nil, func(path string) (string, bool) {
			v, ok := k.PostForm["value."+path]
			return strings.Join(v, ""), ok
		})
		value, err := json.Marshal(next)
		if err != nil {
			return fault.All(fault.CodeInvalidRequest, wordFormFaults, []fault.Fault{{Code: fault.CodeWrongType, Message: wordBadNumber}})
		}
		a := terms.Amendment{
			ID: terms.ID("a" + k.text("revision")), ReasonCode: terms.ReasonCode(k.text("reason_code")), Reason: k.text("reason"),
			Patch: terms.Patch{Op: terms.Set, Term: terms.Pointer(k.text("term")), Value: value}, Expect: json.RawMessage(k.PostFormValue("expect")),
		}
		if k.text("told") == "now" {
			at := c.Now()
			a.ToldCandidateAt = &at
		}
		raw, err := json.Marshal(desk.Revision{Amendments: []terms.Amendment{a}})
		if err != nil {
			return err
		}
		_, err = c.Desk.Revise(ctx, k.by, id, revision, raw, nil)
		return err
	})
}
