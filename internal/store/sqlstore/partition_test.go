package sqlstore_test

import (
	"os"
	"strings"
	"testing"

	"verbatim/internal/audit"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/store/storetest"
)

// TestTablesSplitByOffer runs what the operator's guide says about splitting tables, on a database with rows: they are there
// afterwards, further ones can be written, and none can be changed.
func TestTablesSplitByOffer(t *testing.T) {
	guide, err := os.ReadFile("../../../migrations/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(guide), "```sql\n")
	split, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the guide has no SQL")
	}
	c := postgresConfig(t)
	s := open(t, c)
	before := storetest.Fill(t, s)
	if _, err := raw(t, c).ExecContext(t.Context(), split); err != nil {
		t.Fatal(err)
	}
	for _, id := range []offer.ID{before, storetest.Fill(t, s)} {
		if _, err := s.PDF(t.Context(), store.Scope{}, id, 1, "letter"); err != nil {
			t.Errorf("a letter was lost: %v", err)
		}
		if events, err := s.OfferEvents(t.Context(), store.Scope{}, id, 0, 0); err != nil || len(events) != 5 || audit.Verify(events) != nil {
			t.Errorf("events were lost: %d %v", len(events), err)
		}
	}
	for _, table := range []string{"letters", "letters_0", "events", "events_7"} {
		if _, err := raw(t, c).ExecContext(t.Context(), "DELETE FROM "+table); err == nil {
			t.Errorf("rows of %s can be deleted", table)
		}
	}
}
