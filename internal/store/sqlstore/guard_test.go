package sqlstore_test

import (
	"errors"
	"strings"
	"testing"

	"verbatim/internal/audit"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
	"verbatim/internal/store/storetest"
)

// TestReplaceDeletesNothing: SQLite's REPLACE would delete the row that is in its way, and must not.
func TestReplaceDeletesNothing(t *testing.T) {
	c := sqliteConfig(t)
	storetest.Fill(t, open(t, c))
	db := raw(t, c)
	if _, err := db.ExecContext(t.Context(), `PRAGMA recursive_triggers = 1`); err != nil {
		t.Fatal(err)
	}
	for _, table := range appendOnly {
		_, err := db.ExecContext(t.Context(), `INSERT OR REPLACE INTO `+table+` SELECT * FROM `+table)
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", table, err)
		}
	}
}

// TestEditedEventsDoNotVerify edits each place in which an event says something.
func TestEditedEventsDoNotVerify(t *testing.T) {
	for _, edit := range []string{
		`type = 'offer.accepted'`, `at = at + 1`, `id = 'another'`, `hash = 'sha256:00'`, `sequence = 9`,
		`facts = replace(facts, 'author', 'mallory')`, `facts = replace(facts, 'offer.opened', 'offer.issued')`,
		`sealed = (SELECT sealed FROM events WHERE sequence = 2)`, `sealed = NULL`,
	} {
		c := sqliteConfig(t)
		c.AllowUnsafe = true
		s := open(t, c)
		id := storetest.Fill(t, s)
		db := raw(t, c)
		for _, statement := range []string{`DROP TRIGGER events_no_update`, `UPDATE events SET ` + edit + ` WHERE sequence = 1`} {
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		events, err := s.OfferEvents(t.Context(), store.Scope{}, id, 0, 0)
		if err == nil {
			err = audit.Verify(events)
		}
		if err == nil {
			t.Errorf("%s is not found", edit)
		}
	}
}

// TestTwoProcessesPublish: of two that publish one version with different content one wins, and the other is told.
func TestTwoProcessesPublish(t *testing.T) {
	for name, config := range engines {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			a, b := open(t, c), open(t, c)
			errs := make(chan error, 2)
			for i, s := range []*sqlstore.Store{a, b} {
				item := store.LibraryItem{Kind: "clause", ID: "sign_on", Version: 1, Digest: digest.Of([]byte{byte(i)}), Status: "published"}
				go func() { errs <- s.Apply(t.Context(), store.Changes{Library: []store.LibraryItem{item}}) }()
			}
			one, two := <-errs, <-errs
			lost := errors.Join(one, two)
			if (one == nil) == (two == nil) || !errors.Is(lost, fault.New(fault.Conflict, fault.CodeClauseChanged, "")) {
				t.Fatalf("%v and %v", one, two)
			}
		})
	}
}

// TestProcessesMigrateOneFile: several start on one data folder that is empty.
func TestProcessesMigrateOneFile(t *testing.T) {
	c := sqliteConfig(t)
	prepare(t, c)
	errs := make(chan error, 3)
	for range 3 {
		go func() { errs <- sqlstore.Migrate(t.Context(), c) }()
	}
	for range 3 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	open(t, c)
}

// TestClaimsHideTheirKeys: what a client wrote into an Idempotency-Key stands nowhere in clear.
func TestClaimsHideTheirKeys(t *testing.T) {
	for name, config := range engines {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			storetest.Claim(t, open(t, c), storetest.Secrets[0])
			for _, value := range values(t, raw(t, c), "claims") {
				noSecret(t, "claims", value)
			}
		})
	}
}
