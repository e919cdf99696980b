package api_test

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
)

// lived makes a database in which something of everything happened, and gives the offers.
func (w *world) lived() (ids []offer.ID) {
	w.Helper()
	w.desk.Candidates = desk.Candidates{URL: "https://offers.example.com", Token: func(link string) string { return "token-of-" + link }}
	author, decider := w.key("Robin", nil, actor.HROps), w.key("Kim", nil, actor.Legal, actor.HROps, actor.TotalRewards)
	w.do("POST", "/v1/bands", decider, bandCSV, "Content-Type", "text/csv").is(http.StatusOK)
	for i := range 3 {
		application := fmt.Sprintf(`"application": "%d"`, 70+i)
		a := w.do("POST", "/v1/handoffs", author, flagged(w, `"application": "234556"`, application)).is(http.StatusCreated)
		r := read[desk.Result](a)
		ids = append(ids, r.Offer)
		path := "/v1/offers/" + string(r.Offer)
		if i == 0 {
			continue
		}
		again := w.do("POST", path+"/handoffs", author, flagged(w, `"application": "234556"`, application, pay, "191000", `"version": "1"`, `"version": "2"`), "If-Match", a.Header().Get("ETag"))
		letter := again.is(http.StatusCreated).Header().Get("Location")
		for n, f := range read[desk.Result](again).Flags {
			if f.Status != review.Open {
				continue
			}
			more := ""
			if n == 0 && i == 1 && len(f.Measures) > 0 {
				until := w.now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
				more = `,"comment":"agreed for all of them","privileged_note":"a weak point","holds_until":"` + until + `"`
			}
			w.do("POST", letter+"/flags/"+f.ID+"/decision", decider, `{"verdict":"cleared","fingerprint":"`+string(f.Fingerprint)+`"`+more+`}`).is(http.StatusCreated)
		}
		now := w.do("GET", letter, author, "").is(http.StatusOK)
		w.do("POST", path+"/issue", author, "", "If-Match", now.Header().Get("ETag")).is(http.StatusOK)
		w.seal()
	}
	return ids
}

// proof verifies the database of a world.
func (w *world) proof(anchor ...store.Checkpoint) (store.Proof, error) {
	return w.store.Verify(w.Context(), anchor)
}

// audited are the tables that verification holds, and what names a row of each.
var audited = map[string]string{
	"offers": "id", "offer_keys": "offer_id", "offer_sources": "offer_id", "offer_search": "word", "handoffs": "id", "letters": "offer_id || number",
	"documents": "offer_id || letter || id", "blobs": "digest", "flags": "id", "decisions": "id", "events": "offer_id || sequence",
	"event_positions": "position", "checkpoints": "position", "links": "id", "waivers": "id",
	"bands":       "slot || version",
	"offer_cards": "offer_id", "privileged_notes": "decision_id", "precedents": "decision_id", "review_queue": "flag_id",
}

// unaudited are columns that say nothing about any promise, or that only make a row found sooner or later.
var unaudited = map[string]bool{
	"checkpoints.sealed_at": true, "links.hash": true, "links.made_at": true, "links.expires_at": true, "links.ended_at": true, "links.ended": true,
	"links.opened_at": true, "waivers.revoked_at": true, "bands.slot": true, "bands.source": true, "bands.imported_at": true, "bands.imported_by": true, "review_queue.raised_at": true, "review_queue.due_at": true, "review_queue.answer_by": true,
	"review_queue.said_at": true, "review_queue.assignee": true, "review_queue.reviewers": true, "review_queue.wording": true,
	"review_queue.step": true, "review_queue.next_at": true,
}

// losable are tables whose rows help to find what is stored elsewhere, or that no event may tell of.
var losable = map[string]bool{"offer_cards": true, "privileged_notes": true, "precedents": true, "review_queue": true, "bands": true}

// TestEveryMutationIsFound edits each column of a row of each table, deletes rows, swaps them, and puts an older copy back.
func TestEveryMutationIsFound(t *testing.T) {
	w := newWorld(t)
	w.lived()
	head, err := w.store.Head(t.Context())
	w.must(err)
	if p, err := w.proof(head); err != nil || p.Offers != 3 || p.Letters != 5 || p.Decisions == 0 || p.Anchored != 1 || p.Waiting != 0 {
		t.Fatalf("%+v %v", p, err)
	}
	base := filepath.Join(t.TempDir(), "base.db")
	w.must(w.store.Backup(t.Context(), base))
	statements := mutations(t, base)
	w.disarm(base)
	missed := 0
	for i, statement := range statements {
		if err := w.mutated(base, i, statement, head); err == nil {
			missed++
			t.Errorf("not found: %s", statement)
		} else if strings.Contains(err.Error(), "Ruiz") || strings.Contains(err.Error(), pay) {
			t.Errorf("the finding names somebody: %v", err)
		}
	}
	t.Logf("%d mutations, %d not found", len(statements), missed)
	if len(statements) < 200 {
		t.Errorf("only %d mutations", len(statements))
	}
}

// TestMovedWorkVerifies: what was cleared where the work was to be done at first stays what it was when the work moves.
func TestMovedWorkVerifies(t *testing.T) {
	w := newWorld(t)
	author, decider := w.key("Robin", nil, actor.HROps), w.key("Kim", nil, actor.Legal, actor.HROps, actor.TotalRewards)
	made := w.do("POST", "/v1/handoffs", author, flagged(w)).is(http.StatusCreated)
	letter, r := made.Header().Get("Location"), read[desk.Result](made)
	until := w.now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
	for _, f := range r.Flags {
		if f.Status == review.Open && len(f.Measures) > 0 {
			w.do("POST", letter+"/flags/"+f.ID+"/decision", decider, `{"verdict":"cleared","fingerprint":"`+string(f.Fingerprint)+`","comment":"house rule","holds_until":"`+until+`"}`).is(http.StatusCreated)
		}
	}
	path := "/v1/offers/" + string(r.Offer)
	now := w.do("GET", letter, author, "").is(http.StatusOK)
	moved := flagged(w, `"jurisdiction": "US-CA"`, `"jurisdiction": "US-NY"`, `"version": "1"`, `"version": "2"`)
	w.do("POST", path+"/handoffs", author, moved, "If-Match", now.Header().Get("ETag")).is(http.StatusCreated)
	w.seal()
	if o := read[desk.Overview](w.do("GET", path, author, "").is(http.StatusOK)); o.Place != "US-NY" {
		t.Fatalf("the work is in %s", o.Place)
	}
	if p, err := w.proof(); err != nil || p.Decisions == 0 {
		t.Errorf("%+v %v", p, err)
	}
}

// disarm takes the triggers away that keep written rows from being changed.
func (w *world) disarm(file string) {
	w.Helper()
	db, err := sql.Open("sqlite", file)
	w.must(err)
	for _, trigger := range texts(w.T, db, `SELECT name FROM sqlite_schema WHERE type = 'trigger'`, 99) {
		_, err := db.ExecContext(w.Context(), `DROP TRIGGER `+trigger)
		w.must(err)
	}
	w.must(db.Close())
}

// mutations makes statements out of the rows that are there: the first, a middle and the last row of each table.
func mutations(t *testing.T, file string) (out []string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for table, id := range audited {
		if len(texts(t, db, `SELECT `+id+` FROM `+table, 1)) == 0 {
			t.Errorf("%s has no row", table)
		}
		for _, row := range texts(t, db, `SELECT `+id+` FROM `+table+` ORDER BY 1`, 3) {
			if table != "checkpoints" && !losable[table] { // a checkpoint that a later one covers can go without loss; see below for all of them
				out = append(out, fmt.Sprintf(`DELETE FROM %s WHERE %s = '%s'`, table, id, row))
			}
			for _, column := range texts(t, db, `SELECT name FROM pragma_table_info('`+table+`')`, 99) {
				if unaudited[table+"."+column] {
					continue
				}
				edit := fmt.Sprintf(`UPDATE %s SET %s = CASE typeof(%s)
					WHEN 'integer' THEN %s + 1 WHEN 'text' THEN %s || '0' WHEN 'blob' THEN CAST(%s || x'5a' AS BLOB) ELSE x'00' END WHERE %s = '%s'`,
					table, column, column, column, column, column, id, row)
				out = append(out, edit)
			}
		}
	}
	for _, column := range []string{"facts", "hash", "id"} {
		out = append(out, fmt.Sprintf(`UPDATE events AS a SET %s = (SELECT %s FROM events b WHERE b.offer_id = a.offer_id AND b.sequence = 3 - a.sequence) WHERE sequence < 3`, column, column))
	}
	for _, table := range []string{"letters", "handoffs", "flags", "offer_keys"} {
		column := map[string]string{"offer_keys": "wrapped_key"}[table]
		if column == "" {
			column = "sealed"
		}
		out = append(out, fmt.Sprintf(`UPDATE %s AS a SET %s = (SELECT b.%s FROM %s b WHERE b.offer_id <> a.offer_id LIMIT 1)`, table, column, column, table))
	}
	return append(out,
		`DELETE FROM event_positions WHERE position > 10`, `DELETE FROM checkpoints`, `DELETE FROM event_positions`,
		`UPDATE event_positions SET position = position + 1000 WHERE position > 5`,
		`INSERT INTO links (id, hash, offer_id, letter, made_at, expires_at, ended) SELECT 'forged', 'h', offer_id, letter, made_at, expires_at, '' FROM links LIMIT 1`,
		`INSERT INTO waivers SELECT 'forged', offer_id, code, term, value_key, entity, place, author, created_at, expires_at, NULL FROM waivers LIMIT 1`,
		`INSERT INTO approvals_open SELECT id, 'forged', 'role:legal', entity, 1 FROM offers LIMIT 1`,
		`INSERT INTO attachments SELECT id, 'forged', 1, x'00' FROM offers LIMIT 1`,
		`INSERT INTO checkpoints VALUES (9999, 'sha256:00', 0)`, `DELETE FROM events WHERE sequence > 3`,
	)
}

// texts reads at most three of a column's values, evenly spread, or all when most is large.
func texts(t *testing.T, db *sql.DB, query string, most int) (out []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	if len(out) <= most {
		return out
	}
	return []string{out[0], out[len(out)/2], out[len(out)-1]}
}

// mutated runs one statement on a copy and verifies the copy. A statement that the schema itself
// refuses is as good as found.
func (w *world) mutated(base string, i int, statement string, anchor store.Checkpoint) error {
	w.Helper()
	raw, err := os.ReadFile(base)
	w.must(err)
	c := w.config
	c.File = filepath.Join(w.TempDir(), fmt.Sprintf("%d.db", i))
	w.must(os.WriteFile(c.File, raw, 0o600))
	db, err := sql.Open("sqlite", "file:"+c.File+"?_pragma=synchronous(0)&_pragma=journal_mode(memory)")
	w.must(err)
	_, refused := db.ExecContext(w.Context(), statement)
	w.must(db.Close())
	if refused != nil {
		return refused
	}
	s, err := sqlstore.Open(w.Context(), c)
	if errors.Is(err, sqlstore.ErrOtherKey) { // the key that was edited is the one that is tried at the start
		return err
	}
	w.must(err)
	defer s.Close()
	_, err = s.Verify(w.Context(), []store.Checkpoint{anchor})
	var b *store.Broken
	if err != nil && !errors.As(err, &b) {
		w.Errorf("%s: no entry is named: %v", statement, err)
	}
	return err
}

// TestOlderCopyIsFound: a whole older database is sound in itself; only a checkpoint that was kept elsewhere shows it.
func TestOlderCopyIsFound(t *testing.T) {
	w := newWorld(t)
	w.lived()
	old := filepath.Join(t.TempDir(), "old.db")
	w.must(w.store.Backup(t.Context(), old))
	w.offerOf("acme-us", record(t, usRecord), w.key("Lee", nil, actor.HROps))
	w.seal()
	head, err := w.store.Head(t.Context())
	w.must(err)
	if _, err := w.proof(head); err != nil {
		t.Fatal(err)
	}
	if err := w.mutated(old, 0, `SELECT 1`, store.Checkpoint{Position: 1, Hash: "sha256:00"}); err == nil {
		t.Error("an anchor of another database is taken")
	}
	if err := w.mutated(old, 1, `SELECT 1`, head); err == nil || !strings.Contains(err.Error(), "older copy") {
		t.Errorf("an older copy is taken: %v", err)
	}
}

// TestEraseLeavesTheChain: after erasure nothing opens, nothing of the key is left in the files, and all verifies.
func TestEraseLeavesTheChain(t *testing.T) {
	w := newWorld(t)
	ids := w.lived()
	var key, salt []byte
	db, err := sql.Open("sqlite", w.config.File)
	w.must(err)
	w.must(db.QueryRowContext(t.Context(), `SELECT wrapped_key, salt FROM offer_keys WHERE offer_id = $1`, string(ids[1])).Scan(&key, &salt))
	w.must(db.Close())
	by := auth.CommandLine("cli", "cli")
	if _, err := w.desk.Erase(t.Context(), by, ids[1], "ticket 17", 365*24*3600e9); err == nil {
		t.Fatal("an offer of today is erased")
	}
	if _, err := w.desk.Erase(t.Context(), by, ids[1], " ", 0); err == nil {
		t.Fatal("an offer is erased for no reason")
	}
	_, err = w.desk.Erase(t.Context(), by, ids[1], "ticket 17", 0)
	w.must(err)
	w.must(w.store.Scrub(t.Context()))
	w.seal()
	w.must(w.store.Scrub(t.Context()))
	reader := w.key("Reader", nil, actor.HROps)
	for _, rest := range []string{"/letters/1", "/letters/1/pdf", "/letters"} {
		w.do("GET", "/v1/offers/"+string(ids[1])+rest, reader, "").is(http.StatusNotFound)
	}
	if p, err := w.proof(); err != nil || p.Erased != 1 || p.Offers != 3 {
		t.Fatalf("%+v %v", p, err)
	}
	copied := filepath.Join(t.TempDir(), "after.db")
	w.must(w.store.Backup(t.Context(), copied))
	files, err := filepath.Glob(w.config.File + "*")
	w.must(err)
	for _, f := range append(files, copied) {
		raw, err := os.ReadFile(f)
		w.must(err)
		for _, canary := range [][]byte{key, salt, []byte("Ana Ruiz"), []byte(pay)} {
			if strings.Contains(string(raw), string(canary)) {
				t.Errorf("%s still holds %d bytes of what was erased", filepath.Base(f), len(canary))
			}
		}
	}
}
