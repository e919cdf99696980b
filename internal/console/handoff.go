package console

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/entity"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
)

// handoffView is the form of a new record. Everything that was typed is in it again when it comes back.
type handoffView struct {
	Groups  []group
	Kits    []kit // what can still be added
	Added   []string
	Rest    string // what else the record holds, as JSON
	Form    string // names this form, so that sending it twice makes one offer
	Checked *checked
	Said    string // what was said on the phone, as a sentence
	Target  target // the offer that it is the next handoff of
	Propose bool   // the person may put terms up for approval
}

// checked is what the server makes of the record as it stands.
type checked struct {
	Faults  []fault.Fault
	Preview *desk.Preview
	Detail  string
}

func kinds() []string    { return handoff.Kind("").Enum() }
func channels() []string { return handoff.Channel("").Enum() }

func newHandoff(_ context.Context, c *Console, k *call) (reply, error) {
	v := &handoffView{Form: c.NewID(), Propose: k.may(auth.ProposeOffer)}
	c.fill(k, v, tree{}, nil)
	return v.page(), nil
}

// fill lays the form out: what it opens with, the kits that were added, and the values of a record.
func (c *Console) fill(k *call, v *handoffView, t tree, faults []fault.Fault) {
	v.Groups = opening()
	zone := c.zone(t)
	places := map[string]int{}
	for _, have := range kits() {
		if !slices.Contains(v.Added, have.ID) {
			v.Kits = append(v.Kits, have)
			continue
		}
		v.Groups = append(v.Groups, group{Title: have.Label, Fields: have.at(places).Fields, Kit: have.ID})
	}
	for i := range v.Groups {
		for j := range v.Groups[i].Fields {
			f := &v.Groups[i].Fields[j]
			if text, ok := t.take(f.Pointer); ok {
				f.Value = f.shown(text, zone)
			} else if k.Method == "GET" || v.Groups[i].Kit != "" && v.Groups[i].Kit == k.text("add") {
				f.Value = f.Default
			}
			if f.Kind == "entity" {
				f.Kind, f.Options = "choice", c.entities(k)
			}
			f.Faults = f.faultsOf(faults)
		}
	}
}

// faultsOf are the faults of a field: at its place or below it, or that what it stands in is missing as a whole.
func (f field) faultsOf(faults []fault.Fault) []string {
	var out []string
	for _, x := range faults {
		p := string(x.Pointer)
		switch {
		case p == "":
		case strings.HasPrefix(f.Pointer, p) && x.Code == fault.CodeRequired && f.Wanted && f.Value == "":
			out = append(out, wordRequired)
		case p == f.Pointer && f.Value == "":
			out = append(out, wordRequired)
		case p == f.Pointer || strings.HasPrefix(p, f.Pointer+"/"):
			out = append(out, x.Message)
		}
	}
	return slices.Compact(out)
}

// at puts a kit's items in their places: the first of a list is 0, the next 1.
func (x kit) at(places map[string]int) kit {
	list := ""
	for _, s := range x.pointers() {
		if before, _, ok := strings.Cut(s, "/#"); ok {
			list = before
		}
	}
	if list == "" {
		return x
	}
	n := strconv.Itoa(places[list])
	places[list]++
	here := func(p string) string { return strings.Replace(p, "/#", "/"+n, 1) }
	out := kit{ID: x.ID, Label: x.Label}
	for _, f := range x.Fields {
		f.Pointer = here(f.Pointer)
		out.Fields = append(out.Fields, f)
	}
	for _, s := range x.Sets {
		out.Sets = append(out.Sets, [2]string{here(s[0]), s[1]})
	}
	return out
}

func (x kit) pointers() []string {
	var out []string
	for _, s := range x.Sets {
		out = append(out, s[0])
	}
	for _, f := range x.Fields {
		out = append(out, f.Pointer)
	}
	return out
}

// typedRecord puts the form together as a record.
func (c *Console) typedRecord(k *call, v *handoffView) (tree, error) {
	t := tree{}
	if v.Rest != "" {
		rest, err := readTree([]byte(v.Rest))
		if err != nil {
			return nil, err
		}
		t = rest
	}
	set := func(pointer, text string) {
		if _, given := lookup(map[string]any(t), strings.Split(strings.TrimPrefix(pointer, "/"), "/")); !given {
			t.typed(pointer, text)
		}
	}
	for _, s := range always {
		set(s[0], s[1])
	}
	places := map[string]int{}
	for _, have := range kits() {
		if slices.Contains(v.Added, have.ID) {
			for _, s := range have.at(places).Sets {
				set(s[0], s[1])
			}
		}
	}
	for name := range k.PostForm {
		if strings.HasPrefix(name, "/") {
			t.typed(name, c.zoned(k, name))
		}
	}
	if v.Target.Offer == "" {
		set("/source/system", "console")
		set("/source/application", v.Form)
	}
	return t, nil
}

// browserTime is how a browser's field writes a date and a time: without a zone.
const browserTime = "2006-01-02T15:04"

// zoned gives a value of the form; a date and time without a zone gets that of the employer.
func (c *Console) zoned(k *call, name string) string {
	text := k.text(name)
	if name != "/agreed/at" {
		return text
	}
	if t, err := time.ParseInLocation(browserTime, text, c.zone(typedOnly(k))); err == nil {
		return t.Format(time.RFC3339)
	}
	return text
}

// zone is that of the employer whom a record names.
func (c *Console) zone(t tree) *time.Location {
	named, _ := lookup(map[string]any(t), []string{"employer", "entity"})
	id, _ := named.(string)
	if e, ok := c.Desk.Library.Current().Entity(entity.ID(id)); ok {
		if zone, err := e.Location(); err == nil {
			return zone
		}
	}
	return time.UTC
}

// shown is a value as its field shows it: an instant of a record as the employer's clock had it.
func (f field) shown(text string, zone *time.Location) string {
	if f.Kind != "instant" {
		return text
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.In(zone).Format(browserTime)
	}
	return text
}

// read takes the form apart: what was added, what was typed.
func (c *Console) read(k *call) (*handoffView, error) {
	v := &handoffView{Propose: k.may(auth.ProposeOffer), Rest: strings.TrimSpace(k.PostFormValue("rest")), Form: k.text("form"), Added: slices.Clone(k.PostForm["added"])}
	if !uuidForm.MatchString(v.Form) {
		v.Form = c.NewID()
	}
	if add := k.text("add"); add != "" && !slices.Contains(v.Added, add) {
		v.Added = append(v.Added, add)
	}
	if drop := k.text("drop"); drop != "" {
		v.Added = slices.DeleteFunc(v.Added, func(a string) bool { return a == drop })
	}
	var err error
	v.Target, err = k.targetOf()
	return v, err
}

// editHandoff is every button of the form: add or drop a term, read a file, check, send.
func editHandoff(ctx context.Context, c *Console, k *call) (reply, error) {
	v, err := c.read(k)
	if err != nil {
		return reply{}, err
	}
	if k.text("do") == "import" {
		return c.imported(ctx, k, v)
	}
	t, err := c.typedRecord(k, v)
	if err != nil {
		v.Checked = &checked{Detail: err.Error()}
		c.fill(k, v, typedOnly(k), nil)
		return v.page(), nil
	}
	if do := k.text("do"); do == "send" || do == "propose" {
		id, err := c.handedOver(ctx, k, v.Target, t)
		if err == nil {
			return reply{goTo: Root + "offers/" + string(id)}, nil
		}
		if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Unavailable || kind == fault.Full {
			return reply{}, err
		}
		v.Checked = &checked{Detail: firstLine(err), Faults: fault.FaultsOf(err)}
	}
	if k.text("do") == "check" {
		if v.Checked, err = c.check(ctx, k, v.Target, t); err != nil {
			return reply{}, err
		}
	}
	var faults []fault.Fault
	if v.Checked != nil {
		faults = v.Checked.Faults
	}
	c.fill(k, v, typedOnly(k), faults)
	return v.page(), nil
}

func (v *handoffView) page() reply {
	title, nav := wordNewHandoff, "handoffs/new"
	switch {
	case v.Target.Amends:
		title, nav = wordAmendment+": "+v.Target.Title, "offers"
	case v.Target.Offer != "":
		title, nav = wordNextHandoff+": "+v.Target.Title, "offers"
	}
	return reply{view: &view{Page: "handoff", Title: title, Nav: nav, Data: v}}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return sentence(line)
}

// typedOnly is what was typed, as it was typed: nothing is lost because it is wrong.
func typedOnly(k *call) tree {
	t := tree{}
	for name := range k.PostForm {
		if strings.HasPrefix(name, "/") {
			t.put(name, k.PostFormValue(name))
		}
	}
	return t
}

// check makes the letter that the record would give and stores nothing.
func (c *Console) check(ctx context.Context, k *call, to target, t tree) (*checked, error) {
	raw, err := t.bytes()
	if err != nil {
		return nil, err
	}
	return c.checkBytes(ctx, k, to, raw), nil
}

func (c *Console) checkBytes(ctx context.Context, k *call, to target, raw []byte) *checked {
	var p desk.Preview
	var err error
	if to.Offer == "" || to.Amends {
		p, err = c.Desk.Preview(ctx, k.by, raw)
	} else {
		p, err = c.Desk.PreviewNext(ctx, k.by, to.Offer, raw)
	}
	if err != nil {
		return &checked{Detail: firstLine(err), Faults: fault.FaultsOf(err)}
	}
	return &checked{Preview: &p}
}

// checkHandoff answers the form while it is being typed: what is wrong, or what the letter would be.
func checkHandoff(ctx context.Context, c *Console, k *call) (reply, error) {
	v, err := c.read(k)
	if err != nil {
		return reply{}, err
	}
	if t, err := c.typedRecord(k, v); err != nil {
		v.Checked = &checked{Detail: err.Error()}
	} else if v.Checked, err = c.check(ctx, k, v.Target, t); err != nil {
		return reply{}, err
	}
	c.fill(k, v, typedOnly(k), v.Checked.Faults)
	r := v.page()
	r.partial = "checked"
	return r, nil
}

// imported fills the form from a file: what the form knows goes into its fields, all else stays beside it as JSON.
func (c *Console) imported(ctx context.Context, k *call, v *handoffView) (reply, error) {
	raw, err := uploaded(k)
	if err != nil {
		v.Checked = &checked{Detail: err.Error()}
		c.fill(k, v, typedOnly(k), nil)
		return v.page(), nil
	}
	t, err := readTree(raw)
	if err != nil {
		v.Checked = &checked{Detail: firstLine(err)}
		c.fill(k, v, typedOnly(k), nil)
		return v.page(), nil
	}
	v.Checked = c.checkBytes(ctx, k, v.Target, raw)
	if err := c.lay(k, v, t, v.Checked.Faults); err != nil {
		return reply{}, err
	}
	return v.page(), nil
}

// lay puts a record into the form: what the form knows into its fields, all else beside it.
func (c *Console) lay(k *call, v *handoffView, t tree, faults []fault.Fault) error {
	v.Added = nil
	c.fill(k, v, t, faults)
	if len(t) == 0 {
		return nil
	}
	rest, err := json.MarshalIndent(t, "", "  ")
	v.Rest = string(rest)
	return err
}

func uploaded(k *call) ([]byte, error) {
	if pasted := strings.TrimSpace(k.PostFormValue("pasted")); pasted != "" {
		return []byte(pasted), nil
	}
	return k.file("file", wordNoFile)
}
