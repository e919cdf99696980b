package auth_test

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/auth"
	"verbatim/internal/fault"
	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
	"verbatim/migrations"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// service makes a Service on a fresh database, whose clock is *now.
func service(t *testing.T, now *time.Time) *auth.Service {
	t.Helper()
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return *now }
	c := sqlstore.Config{
		File: filepath.Join(t.TempDir(), "keys.db"), Migrations: migrations.FS, Installation: key, Now: clock, AllowUnsafe: true,
	}
	if err := sqlstore.Migrate(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	s, err := sqlstore.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &auth.Service{Store: s, Now: clock, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }, Rand: rand.Reader}
}

var root = auth.CommandLine("cli", "cli")

func create(t *testing.T, s *auth.Service, n auth.NewKey) (string, store.Key) {
	t.Helper()
	secret, k, err := s.CreateKey(t.Context(), root, n)
	if err != nil {
		t.Fatal(err)
	}
	return secret, k
}

func TestKeyLetsItsHolderIn(t *testing.T) {
	now := noon
	s := service(t, &now)
	secret, k := create(t, s, auth.NewKey{Person: " Kim Park ", Roles: []actor.Role{actor.Legal}, Entities: []string{"acme-us"}, Test: true})
	if !strings.HasPrefix(secret, "vbt_"+k.Prefix+"_") || strings.Contains(string(k.Hash), secret) {
		t.Errorf("the key is %s", secret)
	}
	by, id, err := s.Authenticate(t.Context(), "bearer "+secret)
	if err != nil {
		t.Fatal(err)
	}
	if id != k.ID || by.ID != k.Person || by.Name != "Kim Park" || !by.Has(actor.Legal) || by.Has(actor.Admin) || by.Via != k.Prefix || !by.Test || len(by.Entities) != 1 {
		t.Errorf("%+v", by)
	}
}

func TestBadCredentialsAreAllTheSame(t *testing.T) {
	now := noon
	s := service(t, &now)
	end := noon.Add(time.Hour)
	good, _ := create(t, s, auth.NewKey{Person: "A", Roles: []actor.Role{actor.HROps}})
	ending, _ := create(t, s, auth.NewKey{Person: "B", Roles: []actor.Role{actor.HROps}, Expires: &end})
	revoked, k := create(t, s, auth.NewKey{Person: "C", Roles: []actor.Role{actor.HROps}})
	if err := s.RevokeKey(t.Context(), root, k.ID); err != nil {
		t.Fatal(err)
	}
	now = end
	other := []byte(good)
	other[len(other)-1] ^= 1
	for name, header := range map[string]string{
		"none": "", "scheme": "Basic " + good, "no scheme": good, "malformed": "Bearer vb_", "unknown": "Bearer vb_0000_" + strings.Repeat("a", 64),
		"wrong secret": "Bearer " + string(other), "as a test key": "Bearer vbt" + good[2:], "expired": "Bearer " + ending, "revoked": "Bearer " + revoked,
		"trailing": "Bearer " + good + " x", "two spaces": "Bearer  " + good,
	} {
		by, id, err := s.Authenticate(t.Context(), header)
		if fault.KindOf(err) != fault.Unauthenticated || id != "" || by.ID != "" || len(by.Roles) > 0 {
			t.Errorf("%s: %+v, %v", name, by, err)
		}
	}
	if _, _, err := s.Authenticate(t.Context(), "Bearer "+good); err != nil {
		t.Errorf("the good key: %v", err)
	}
}

func TestStoreThatDoesNotAnswerIsNoBadCredential(t *testing.T) {
	now := noon
	s := service(t, &now)
	secret, _ := create(t, s, auth.NewKey{Person: "A", Roles: []actor.Role{actor.HROps}})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Authenticate(ctx, "Bearer "+secret); err == nil || fault.KindOf(err) == fault.Unauthenticated {
		t.Errorf("got %v", err)
	}
}

func TestFourEyesArePersons(t *testing.T) {
	now := noon
	s := service(t, &now)
	_, first := create(t, s, auth.NewKey{Person: "Kim Park", Roles: []actor.Role{actor.HROps}})
	_, second := create(t, s, auth.NewKey{Person: "Kim Park", Roles: []actor.Role{actor.Legal}})
	_, third := create(t, s, auth.NewKey{Person: "Kim Park", Address: "kim@acme.example", Roles: []actor.Role{actor.Legal}})
	_, fourth := create(t, s, auth.NewKey{Person: "K. Park", Address: "kim@acme.example", Roles: []actor.Role{actor.Legal}})
	if first.Person != second.Person {
		t.Error("two keys of one name belong to two persons")
	}
	if third.Person == first.Person || third.Person != fourth.Person {
		t.Error("an address does not tell persons apart")
	}
}

func TestKeysGiveNoMoreThanTheirMakerHas(t *testing.T) {
	now := noon
	s := service(t, &now)
	past := noon.Add(-time.Hour)
	us := actor.Actor{ID: "x", Roles: []actor.Role{actor.Admin}, Entities: []string{"acme-us"}}
	test := actor.Actor{ID: "x", Roles: []actor.Role{actor.Admin}, Test: true}
	roles := []actor.Role{actor.HROps}
	for name, r := range map[string]struct {
		by   actor.Actor
		n    auth.NewKey
		want fault.Kind
	}{
		"other entity":     {us, auth.NewKey{Person: "A", Roles: roles, Entities: []string{"acme-gb"}}, fault.Forbidden},
		"real from test":   {test, auth.NewKey{Person: "A", Roles: roles}, fault.Forbidden},
		"no person":        {root, auth.NewKey{Person: "  ", Roles: roles}, fault.Invalid},
		"no role":          {root, auth.NewKey{Person: "A"}, fault.Invalid},
		"unknown role":     {root, auth.NewKey{Person: "A", Roles: []actor.Role{"king"}}, fault.Invalid},
		"already over":     {root, auth.NewKey{Person: "A", Roles: roles, Expires: &past}, fault.Invalid},
		"control in name":  {root, auth.NewKey{Person: "A\x00", Roles: roles}, fault.Invalid},
		"name is no UTF-8": {root, auth.NewKey{Person: "A\xff", Roles: roles}, fault.Invalid},
	} {
		if _, _, err := s.CreateKey(t.Context(), r.by, r.n); fault.KindOf(err) != r.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, k, err := s.CreateKey(t.Context(), us, auth.NewKey{Person: "A", Roles: roles})
	if err != nil || len(k.Entities) != 1 || k.Entities[0] != "acme-us" {
		t.Errorf("a limit was not passed on: %+v, %v", k, err)
	}
	_, all := create(t, s, auth.NewKey{Person: "B", Roles: roles})
	if keys, err := s.Keys(t.Context(), us); err != nil || len(keys) != 1 || keys[0].ID != k.ID {
		t.Errorf("a limited admin sees %+v, %v", keys, err)
	}
	if err := s.RevokeKey(t.Context(), us, all.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a limited admin revoked another's key: %v", err)
	}
}

func TestRevokingTwiceChangesNothing(t *testing.T) {
	now := noon
	s := service(t, &now)
	_, k := create(t, s, auth.NewKey{Person: "A", Roles: []actor.Role{actor.HROps}})
	for range 2 {
		if err := s.RevokeKey(t.Context(), root, k.ID); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	keys, err := s.Keys(t.Context(), root)
	if err != nil || len(keys) != 1 || keys[0].Revoked == nil || !keys[0].Revoked.Equal(noon) {
		t.Errorf("%+v, %v", keys, err)
	}
}

func TestFirstKeyIsShownOnce(t *testing.T) {
	now := noon
	s := service(t, &now)
	shown := make([]string, 8)
	var wg sync.WaitGroup
	for i := range shown {
		wg.Go(func() {
			text, err := s.FirstKey(t.Context(), "")
			if err != nil {
				t.Error(err)
			}
			shown[i] = text
		})
	}
	wg.Wait()
	text := strings.Join(shown, "")
	by, id, err := s.Authenticate(t.Context(), "Bearer "+text)
	if err != nil || len(by.Roles) != len(actor.Roles()) || len(by.Entities) > 0 {
		t.Fatalf("%q: %+v, %v", shown, by, err)
	}
	if err := s.RevokeKey(t.Context(), root, id); err != nil {
		t.Fatal(err)
	}
	if again, err := s.FirstKey(t.Context(), ""); again != "" || err != nil {
		t.Errorf("a second first key: %q, %v", again, err)
	}
}

func TestGivenAdminKey(t *testing.T) {
	now := noon
	s := service(t, &now)
	given := "vb_ops1_" + strings.Repeat("0123456789abcdef", 4)
	for range 3 {
		if shown, err := s.FirstKey(t.Context(), given); shown != "" || err != nil {
			t.Fatalf("%q, %v", shown, err)
		}
	}
	keys, err := s.Keys(t.Context(), root)
	if err != nil || len(keys) != 1 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	if by, _, err := s.Authenticate(t.Context(), "Bearer "+given); err != nil || !by.Has(actor.Admin) {
		t.Errorf("%+v, %v", by, err)
	}
	for name, bad := range map[string]string{
		"short": "vb_ops1_abc", "test key": "vbt_ops2_" + strings.Repeat("a", 64), "other secret": "vb_ops1_" + strings.Repeat("b", 64),
	} {
		if _, err := s.FirstKey(t.Context(), bad); err == nil || strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.RevokeKey(t.Context(), root, keys[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.FirstKey(t.Context(), given); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a revoked key came back: %v", err)
	}
}

// TestGivenAdminKeyOnManyServers starts servers at the same time on one database with one key.
func TestGivenAdminKeyOnManyServers(t *testing.T) {
	now := noon
	s := service(t, &now)
	given := "vb_ops1_" + strings.Repeat("0123456789abcdef", 4)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := s.FirstKey(context.WithoutCancel(t.Context()), given); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if keys, err := s.Keys(t.Context(), root); err != nil || len(keys) != 1 {
		t.Errorf("%d keys, %v", len(keys), err)
	}
}
