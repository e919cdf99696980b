package desk_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/offer"
)

// paper gives the stored PDF of a letter version.
func (o *office) paper(id offer.ID, n int) []byte {
	o.t.Helper()
	pdf, _, err := o.PDF(o.t.Context(), robin, id, n, "")
	if err != nil {
		o.t.Fatal(err)
	}
	return pdf
}

func (o *office) verify(pdf []byte) desk.Verification {
	o.t.Helper()
	v, err := o.Verify(o.t.Context(), robin, pdf)
	if err != nil {
		o.t.Fatal(err)
	}
	return v
}

func TestVerifyKnowsItsLetters(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	first := o.paper(r.Offer, 1)
	v := o.verify(first)
	if !v.Known || !v.Unaltered || v.Terms != desk.TermsEqual || v.Standing != desk.StandingNotIssued || v.Letter.Version != 1 || v.Letter.Offer != r.Offer {
		t.Errorf("%s", asJSON(t, v))
	}
	r = o.revise(r, lowered())
	if v := o.verify(o.paper(r.Offer, 2)); !v.Unaltered || v.Letter.Version != 2 || v.Terms != desk.TermsEqual {
		t.Errorf("%s", asJSON(t, v))
	}
	stranger := actor.Actor{ID: "s", Roles: []actor.Role{actor.HROps}, Entities: []string{"acme-uk"}}
	if v, err := o.Verify(t.Context(), stranger, first); err != nil || v.Known || v.Letter != nil {
		t.Errorf("a letter of another entity: %v %s", err, asJSON(t, v))
	}
	if v := o.verify([]byte("%PDF-1.4\nnothing of ours")); v.Known || v.Terms != desk.TermsMissing {
		t.Errorf("%s", asJSON(t, v))
	}
}

// TestEveryMutationIsNoticed changes, appends and cuts bytes at random places.
func TestEveryMutationIsNoticed(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	pdf := o.paper(r.Offer, 1)
	dice := rand.New(rand.NewPCG(4, 4))
	known := 0
	for i := range 1000 {
		mutant := bytes.Clone(pdf)
		at := dice.IntN(len(pdf))
		switch i % 3 {
		case 0:
			mutant[at] ^= 1 << dice.IntN(8)
		case 1:
			mutant = append(mutant, byte(dice.IntN(256)))
		case 2:
			mutant = append(mutant[:at], mutant[at+1:]...)
		}
		v := o.verify(mutant)
		if v.Unaltered {
			t.Fatalf("mutation %d at %d was not noticed", i, at)
		}
		if v.Known {
			known++
		}
	}
	if known < 990 { // the lock stands in the metadata and in the terms: one bit cannot spoil both
		t.Errorf("only %d of 1000 damaged letters were recognised", known)
	}
}

// TestAlteredTermsAreNamed puts other terms into a letter, as a forger would: by writing a new file around them.
func TestAlteredTermsAreNamed(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	attached := o.Renderer.Attached(o.paper(r.Offer, 1))
	if len(attached.Terms) != 1 || len(attached.Locks) != 1 {
		t.Fatalf("%d terms, %d locks", len(attached.Terms), len(attached.Locks))
	}
	forged := bytes.ReplaceAll(attached.Terms[0], []byte("20000"), []byte("90000"))
	forged = bytes.ReplaceAll(forged, []byte("20,000"), []byte("90,000"))
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(forged)
	_ = z.Close()
	file := fmt.Appendf(nil, "%%PDF-1.4\r\n1 0 obj\r\n<</Filter/FlateDecode/Length %d>>\r\nstream\r\n%s\r\nendstream\r\nendobj\r\n%%%%EOF", packed.Len(), packed.Bytes())
	v := o.verify(file)
	if !v.Known || v.Unaltered || v.Terms != desk.TermsDiffer || len(v.Differences) != 1 {
		t.Fatalf("%s", asJSON(t, v))
	}
	if d := v.Differences[0]; d.Term != "/terms/one_time_payments/sign_on/size" || d.Stored != "$20,000" || d.File != "$90,000" {
		t.Errorf("%+v", d)
	}
	if v := o.verify(append(o.paper(r.Offer, 1), file...)); v.Terms != desk.TermsDiffer {
		t.Errorf("a second set of terms behind the first: %s", v.Terms)
	}
}

// TestSavedAgain lets another program write the letter anew: the pages may be anything then, the terms are compared.
func TestSavedAgain(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, o.paper(r.Offer, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for name, args := range map[string][]string{
		"qpdf":   {"--object-streams=disable", "--stream-data=uncompress", in, filepath.Join(dir, "qpdf.pdf")},
		"mutool": {"clean", "-gggg", in, filepath.Join(dir, "mutool.pdf")},
	} {
		if _, err := exec.LookPath(name); err != nil {
			continue
		}
		if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		saved, err := os.ReadFile(filepath.Join(dir, name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		ran++
		if v := o.verify(saved); !v.Known || v.Unaltered || v.Terms != desk.TermsEqual {
			t.Errorf("%s: %s", name, asJSON(t, v))
		}
	}
	if ran == 0 {
		t.Skip("neither qpdf nor mutool is installed")
	}
}
