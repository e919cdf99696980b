package auth_test

import (
	"strings"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/auth"
	"verbatim/internal/fault"
)

// TestASessionStandsForItsKey: signing in takes a good key; the session ends by itself, by signing out, and with the key.
func TestASessionStandsForItsKey(t *testing.T) {
	now := noon
	s := service(t, &now)
	secret, k := create(t, s, auth.NewKey{Person: "Kim Park", Roles: []actor.Role{actor.Legal}})
	if _, _, err := s.SignIn(t.Context(), "vb_abcd_"+strings.Repeat("a", 64)); fault.KindOf(err) != fault.Unauthenticated {
		t.Fatalf("a bad key signs in: %v", err)
	}
	token, until, err := s.SignIn(t.Context(), secret)
	if err != nil || !until.Equal(noon.Add(auth.SessionLength)) || strings.Contains(secret, token) {
		t.Fatalf("%s until %s: %v", token, until, err)
	}
	v, err := s.SignedIn(t.Context(), token)
	if err != nil || v.Actor.ID != k.Person || !v.Actor.Has(actor.Legal) || v.Actor.Via != "console "+k.Prefix {
		t.Fatalf("%+v %v", v, err)
	}
	other, _, err := s.SignIn(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.SignedIn(t.Context(), other)
	if err != nil || !v.Sent(v.FormToken()) || v.Sent(w.FormToken()) || v.Sent("") || v.FormToken() == token {
		t.Errorf("form tokens do not tell sessions apart: %v", err)
	}
	refused := func(token, why string) {
		t.Helper()
		if _, err := s.SignedIn(t.Context(), token); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("%s: %v", why, err)
		}
	}
	refused("", "no token")
	refused(token[:63]+"x", "another token")
	if err := s.SignOut(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	refused(token, "signed out")
	now = noon.Add(auth.SessionLength - time.Second)
	if _, err := s.SignedIn(t.Context(), other); err != nil {
		t.Error(err)
	}
	now = now.Add(time.Second)
	refused(other, "over")
	now = noon
	if err := s.RevokeKey(t.Context(), root, k.ID); err != nil {
		t.Fatal(err)
	}
	refused(other, "its key was revoked")
}
