package library_test

import (
	"errors"
	"slices"
	"testing"
	"testing/fstest"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/library"
)

func TestSnapshot(t *testing.T) {
	s := embedded(t)
	if got := s.EntityKeys(); got != "acme-ch, acme-de, acme-in, acme-nl, acme-uk, acme-us" {
		t.Error(got)
	}
	e, ok := s.Entity("acme-us")
	if !ok || e.LetterDateDays != 3 || e.Version != 1 || !e.Example || e.Paper != "Letter" {
		t.Errorf("%+v", e)
	}
	thanksgiving := cal.MustDate("2026-11-26")
	if c := s.Calendar(e.Calendar); c.ID != "us-federal" || c.IsBusinessDay(thanksgiving) || !c.IsBusinessDay(thanksgiving.AddDays(1)) {
		t.Error("the federal calendar works on Thanksgiving Day")
	}
	if _, ok := s.Entity("nobody"); ok {
		t.Error("there is an entity nobody")
	}
	v, err := s.Clause("sign_on", 0)
	if err != nil || v == nil || v.Ref() != "sign_on@1" || len(v.Positions) != 2 || v.Positions[1].Name != "fallback-1" || v.Positions[1].Summary == "" {
		t.Errorf("%+v", v)
	}
	for _, i := range s.Items() {
		if d := s.Digest(i); !d.Valid() {
			t.Errorf("%s has the digest %q", i.Dir(), d)
		}
	}
}

// TestItemsAreEnough builds the library again from what a server would keep of it.
func TestItemsAreEnough(t *testing.T) {
	s := embedded(t)
	again, findings := library.Build(s.Items())
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	for _, i := range s.Items() {
		if s.Digest(i) != again.Digest(i) {
			t.Errorf("%s has another digest", i.Dir())
		}
	}
}

func TestAgainst(t *testing.T) {
	s := embedded(t)
	var pins []digest.Pin
	for _, i := range s.Items() {
		pins = append(pins, s.Pin(i))
	}
	if err := s.Against(pins); err != nil {
		t.Fatal(err)
	}
	pins[0].Digest = digest.Of([]byte("other"))
	err := s.Against(pins)
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.CodeClauseChanged || len(f.Faults) != 1 {
		t.Error(err)
	}
}

func TestMergeTakesTheEarlierList(t *testing.T) {
	own := library.Item{Kind: library.Clause, Family: "f", ID: "c", Version: 1, Files: map[string][]byte{"standard.md": []byte("own")}}
	theirs := own
	theirs.Files = map[string][]byte{"standard.md": []byte("theirs")}
	next := theirs
	next.Version = 2
	got := library.Merge([]library.Item{own}, []library.Item{theirs, next})
	if len(got) != 2 || string(got[0].Files["standard.md"]) != "own" || got[1].Version != 2 {
		t.Errorf("%+v", got)
	}
}

func TestFoldersOfNoForm(t *testing.T) {
	for _, name := range []string{"clauses/Family/x/v1/clause.yaml", "clauses/f/x/v0/clause.yaml", "letters/x/v1x/letter.yaml", "entities/x/v1/deeper/entity.yaml"} {
		if _, err := library.Items(fstest.MapFS{name: {Data: []byte("x: y\n")}}); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	big := fstest.MapFS{"clauses/f/x/v1/clause.yaml": {Data: make([]byte, 5<<20)}}
	if _, err := library.Items(big); !errors.Is(err, fault.New(fault.Invalid, fault.CodeTooLarge, "")) {
		t.Error(err)
	}
}

func TestHolderSwaps(t *testing.T) {
	one, two := embedded(t), embedded(t)
	h := library.NewHolder(one)
	h.Swap(two, "2 1")
	if h.Current() != two || h.State() != "2 1" {
		t.Error("the holder holds the old one")
	}
}

// TestLoadNamesEveryFault: a broken library stops with all that is wrong with it.
func TestLoadNamesEveryFault(t *testing.T) {
	_, err := library.Load(fstest.MapFS{
		"clauses/f/a/v1/clause.yaml":   {Data: []byte("group: x\n")},
		"entities/e/v1/entity.yaml":    {Data: []byte("name: E\n")},
		"policies/p/v1/policy.yaml":    {Data: []byte("title: P\n")},
		"calendars/c/v1/calendar.yaml": {Data: []byte("title: C\n")},
		"letters/l/v1/letter.yaml":     {Data: []byte("title: L\n")},
		"brand/README.md":              {Data: []byte("notes\n")},
		"clauses/f/a/v1/samples.yaml":  {Data: []byte("samples: []\n")},
		"clauses/f/a/v1/standard.md":   {Data: []byte("words\n")},
	})
	fs := fault.FaultsOf(err)
	for _, dir := range []string{"clauses/f/a/v1", "entities/e/v1", "policies/p/v1", "calendars/c/v1", "letters/l/v1"} {
		if !slices.ContainsFunc(fs, func(f fault.Fault) bool { return len(f.Message) > len(dir) && f.Message[:len(dir)] == dir }) {
			t.Errorf("nothing is said of %s: %v", dir, err)
		}
	}
}
