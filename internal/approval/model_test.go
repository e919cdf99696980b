package approval_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/event"
	"verbatim/internal/handoff"
	"verbatim/internal/terms"
)

// walkedChain asks a manager about pay, then legal about the level, at the same time two of three roles about
// everything, and HR operations where the kind of letter is executive.
const walkedChain = head + `steps:
  - { id: manager, title: Manager, rule: Pay., approvers: ["hiring:hiring_manager"], covers: [pay], remind_after_hours: 5, escalate_after_hours: 9, escalate_to: "role:hr_ops" }
  - { id: legal, title: Legal, rule: Level., approvers: ["role:legal"], covers: [level], after: [manager] }
  - { id: board, title: Board, rule: All., approvers: ["role:admin", "role:total_rewards", "role:legal"], need: 2 }
  - { id: executive, title: Executive, rule: Executives., approvers: ["role:hr_ops"], covers: [pay], when: letter.kind == 'executive', after: [manager, legal] }
`

var staff = map[actor.ID]approval.Person{}

func init() {
	for id, roles := range map[actor.ID][]actor.Role{
		"max": nil, "lea": {actor.Legal}, "ada": {actor.Admin, actor.Legal}, "tom": {actor.TotalRewards}, "hal": {actor.HROps, actor.Admin}, "bob": {actor.HROps},
	} {
		staff[id] = approval.Person{ID: id, Roles: roles}
	}
}

// refStep is a step of the reference model: the rules of approval retold over strings and small numbers.
type refStep struct {
	status string
	seen   string // the terms that it was asked about
	votes  map[string][]string
	asks   []string
	need   int
}

type refModel struct {
	order []string
	steps map[string]*refStep
}

type terrain struct {
	pay, level int
	executive  bool
}

// see is what a step covers of the terms.
func (x terrain) see(step string) string {
	switch step {
	case "manager", "executive":
		return fmt.Sprint("p", x.pay)
	case "legal":
		return fmt.Sprint("l", x.level)
	}
	return fmt.Sprint("p", x.pay, "l", x.level)
}

var refAfter = map[string][]string{"legal": {"manager"}, "executive": {"manager", "legal"}}

var refAsks = map[string][]string{
	"manager": {"person:max"}, "legal": {"role:legal"}, "board": {"role:admin", "role:total_rewards", "role:legal"}, "executive": {"role:hr_ops"},
}

func (m *refModel) free(step string) bool {
	for _, a := range refAfter[step] {
		if s := m.steps[a]; s != nil && !slices.Contains([]string{"approved", "overridden", "withdrawn"}, s.status) {
			return false
		}
	}
	return true
}

func (m *refModel) open() {
	for _, s := range m.order {
		if m.steps[s].status == "later" && m.free(s) {
			m.steps[s].status = "waiting"
		}
	}
}

func (m *refModel) change(x terrain) {
	if s := m.steps["executive"]; s != nil && !x.executive {
		s.status = "withdrawn"
	}
	for _, name := range []string{"manager", "legal", "board", "executive"} {
		if name == "executive" && !x.executive {
			continue
		}
		s := m.steps[name]
		if s != nil && s.seen == x.see(name) && s.status != "withdrawn" {
			continue
		}
		if s == nil {
			m.order = append(m.order, name)
		}
		m.steps[name] = &refStep{status: "waiting", seen: x.see(name), votes: map[string][]string{}, asks: slices.Clone(refAsks[name]), need: len(refAsks[name])}
		if name == "board" {
			m.steps[name].need = 2
		}
		if !m.free(name) {
			m.steps[name].status = "later"
		}
	}
	m.open()
}

// most is how many of what is asked the votes can stand for, found by trying every way.
func most(asks []string, votes [][]string) int {
	if len(votes) == 0 {
		return 0
	}
	best := most(asks, votes[1:])
	for i, a := range asks {
		if slices.Contains(votes[0], a) {
			rest := slices.Delete(slices.Clone(asks), i, i+1)
			best = max(best, 1+most(rest, votes[1:]))
		}
	}
	return best
}

func (s *refStep) cast(who actor.ID) ([]string, bool) {
	names := []string{}
	for _, n := range staff[who].Names() {
		if slices.Contains(s.asks, string(n)) {
			names = append(names, string(n))
		}
	}
	before := slices.Collect(maps.Values(s.votes))
	return names, most(s.asks, append(slices.Clone(before), names)) > most(s.asks, before)
}

// decide says whether the model lets somebody decide, and does it.
func (m *refModel) decide(step string, who actor.ID, yes bool) bool {
	s := m.steps[step]
	if s == nil || s.status != "waiting" || who == author {
		return false
	}
	if _, voted := s.votes[string(who)]; voted {
		return false
	}
	names, counts := s.cast(who)
	if !counts {
		return false
	}
	if !yes {
		s.status = "rejected"
		return true
	}
	s.votes[string(who)] = names
	if most(s.asks, slices.Collect(maps.Values(s.votes))) >= s.need {
		s.status = "approved"
	}
	m.open()
	return true
}

const author = actor.ID("bob")

// sheets are the terms of each terrain: pay and level, and nothing else.
func sheets(t *testing.T) map[[2]int]terms.Sheet {
	t.Helper()
	raw, err := os.ReadFile("../../schemas/handoff/examples/us-ca-engineer.json")
	if err != nil {
		t.Fatal(err)
	}
	out := map[[2]int]terms.Sheet{}
	for pay := range 3 {
		for level := range 3 {
			text := strings.NewReplacer("185000", fmt.Sprint(180000+pay), "Senior Software Engineer", fmt.Sprint("Engineer ", level)).Replace(string(raw))
			r, err := handoff.Stored([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			sheet := terms.Sheet{}
			sheet.Terms.Role, sheet.Terms.BasePay = r.Terms.Role, r.Terms.BasePay
			out[[2]int{pay, level}] = sheet
		}
	}
	return out
}

// plansOf are what the chain asks for.
func plansOf(t *testing.T) map[bool][]approval.Planned {
	t.Helper()
	out := map[bool][]approval.Planned{}
	for executive, kind := range map[bool]handoff.Kind{true: "executive", false: "standard"} {
		plan, err := approval.Plan([]approval.Chain{chainOf(t, walkedChain)}, approval.Facts{Letter: handoff.Letter{Kind: kind}, Manager: "max"})
		if err != nil || len(plan) != 4 || plan[3].Asked != executive {
			t.Fatalf("%+v %v", plan, err)
		}
		out[executive] = plan
	}
	return out
}

// walker holds both, and the events that the real one made.
type walker struct {
	book   approval.Book
	ref    refModel
	events []event.Event
	plans  map[bool][]approval.Planned // of an executive letter, and of any other
	sheets map[[2]int]terms.Sheet
	at     time.Time
	ground terrain
}

func (w *walker) took(next approval.Book, moves []approval.Move, by actor.ID) {
	w.book = next
	for _, m := range moves {
		w.events = append(w.events, event.Event{Type: m.Type, At: w.at, Actor: by, Facts: m.Facts, Payload: m.Payload})
	}
}

func (w *walker) change() error {
	sheet := w.sheets[[2]int{w.ground.pay, w.ground.level}]
	next, moves, err := w.book.Next(w.plans[w.ground.executive], sheet, w.at)
	if err != nil {
		return err
	}
	w.took(next, moves, author)
	w.ref.change(w.ground)
	return nil
}

// step does one random thing to both and tells where they part.
func (w *walker) step(r *rand.Rand) error {
	w.at = w.at.Add(time.Hour)
	names := []string{"manager", "legal", "board", "executive"}
	name, who := names[r.IntN(4)], slices.Sorted(maps.Keys(staff))[r.IntN(len(staff))]
	switch r.IntN(8) {
	case 0:
		w.ground.pay = r.IntN(3)
		return w.change()
	case 1:
		w.ground.level = r.IntN(3)
		return w.change()
	case 2:
		w.ground.executive = !w.ground.executive
		return w.change()
	case 3:
		return w.override(name, who)
	case 4:
		return w.replace(name)
	}
	return w.decide(r, name, who)
}

func (w *walker) decide(r *rand.Rand, name string, who actor.ID) error {
	yes, d := r.IntN(5) > 0, approval.Decision{Step: "offers." + name, Verdict: approval.Rejected, Reason: "too much"}
	if yes {
		d.Verdict = approval.Approved
	}
	if s := w.book.Find(d.Step); s != nil {
		d.Terms = s.Seen
	}
	next, moves, err := w.book.Decide(d, staff[who], nil, []actor.ID{author}, w.at)
	if want := w.ref.decide(name, who, yes); want != (err == nil) {
		return fmt.Errorf("%s decides on %s (%v): the model says %v, done %v", who, name, yes, want, err)
	}
	if err == nil {
		w.took(next, moves, who)
	}
	return nil
}

func (w *walker) override(name string, who actor.ID) error {
	next, moves, err := w.book.Override("offers."+name, "the board is away", who, []actor.ID{author}, w.at)
	s := w.ref.steps[name]
	want := s != nil && slices.Contains([]string{"later", "waiting", "rejected"}, s.status) && who != author
	if want != (err == nil) {
		return fmt.Errorf("%s overrides %s: the model says %v, done %v", who, name, want, err)
	}
	if want {
		w.took(next, moves, who)
		s.status = "overridden"
		w.ref.open()
	}
	return nil
}

func (w *walker) replace(name string) error {
	const from, to = "role:legal", "person:tom"
	next, moves, err := w.book.Replace("offers."+name, from, to, "on leave", "hal", w.at)
	s := w.ref.steps[name]
	want := s != nil && (s.status == "later" || s.status == "waiting") && slices.Contains(s.asks, from)
	if want != (err == nil) {
		return fmt.Errorf("replace in %s: the model says %v, done %v", name, want, err)
	}
	if want {
		w.took(next, moves, "hal")
		s.asks[slices.Index(s.asks, from)] = to
	}
	return nil
}

// agree compares the real book with the model, and with what its own events make of it.
func (w *walker) agree() error {
	if len(w.book.States) != len(w.ref.order) {
		return fmt.Errorf("%d steps, the model has %d", len(w.book.States), len(w.ref.order))
	}
	for i, name := range w.ref.order {
		got, want := w.book.States[i], w.ref.steps[name]
		if got.ID != "offers."+name || string(got.Status) != want.status || len(got.Votes) < len(want.votes) {
			return fmt.Errorf("step %s is %s with %d consents, the model says %s with %d", got.ID, got.Status, len(got.Votes), want.status, len(want.votes))
		}
	}
	folded, err := approval.Fold(w.events)
	if err != nil {
		return err
	}
	if a, b := inJSON(folded), inJSON(w.book); a != b || !reflect.DeepEqual(folded.Pins(), w.book.Pins()) {
		return fmt.Errorf("the events make\n%s\nand not\n%s", a, b)
	}
	return nil
}

func inJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// TestRandomWalks holds approvals against the model: 10,000 walks; a tenth of them where time is short.
func TestRandomWalks(t *testing.T) {
	plans, all := plansOf(t), sheets(t)
	walks := uint64(10_000)
	if testing.Short() {
		walks = 1000
	}
	for seed := range walks {
		r := rand.New(rand.NewPCG(seed, 7))
		w := &walker{plans: plans, sheets: all, at: start, ref: refModel{steps: map[string]*refStep{}}}
		err := w.change()
		for n := 0; n < 9 && err == nil; n++ {
			if err = w.step(r); err != nil {
				err = fmt.Errorf("step %d: %w", n, err)
			}
		}
		if err == nil {
			err = w.agree()
		}
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

var start = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
