package sqlstore

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/place"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// nobodyWaits stands in the order of the queue for offers whose candidate has no time to answer running: the year 9999.
const nobodyWaits = 253_402_300_799_000

const waitingColumns = `q.offer_id, q.flag_id, q.letter, q.code, q.decides, q.entity, q.place, q.raised_at, q.due_at, q.answer_by,
	q.said_at, q.assignee, q.reviewers, q.wording, q.step, q.next_at`

// ListWaiting gives a page of the queue by the harm of waiting.
func (s *Store) ListWaiting(ctx context.Context, sc store.Scope, q store.WaitingQuery) (store.Page[store.Waiting], error) {
	f := waitingFilter(sc, q)
	if q.Cursor != "" {
		if err := f.after(q.Cursor); err != nil {
			return store.Page[store.Waiting]{}, err
		}
	}
	limit := q.Limit
	if limit <= 0 || limit > 200 {
		limit = 50
	}
	query := `SELECT ` + waitingColumns + `, f.sealed, k.wrapped_key, k.salt, c.sealed FROM review_queue q
		JOIN flags f ON f.offer_id = q.offer_id AND f.id = q.flag_id
		JOIN offer_keys k ON k.offer_id = q.offer_id
		LEFT JOIN offer_cards c ON c.offer_id = q.offer_id` + f.where() +
		` ORDER BY q.answer_by, q.said_at, q.due_at, q.flag_id LIMIT ` + f.arg(limit+1)
	rows, err := s.read.QueryContext(ctx, query, f.args...)
	if err != nil {
		return store.Page[store.Waiting]{}, s.dialect.translate(err)
	}
	page := store.Page[store.Waiting]{Items: []store.Waiting{}}
	err = each(rows, func() error {
		w, err := s.scanWaiting(rows)
		page.Items = append(page.Items, w)
		return err
	})
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		page.Next = waitingCursor(page.Items[limit-1])
	}
	return page, s.dialect.translate(err)
}

// scanWaiting reads a row with the flag and the card that it shows.
func (s *Store) scanWaiting(row scanner) (store.Waiting, error) {
	var w store.Waiting
	var sealed, key, salt, card []byte
	if err := scanQueue(row, &w, &sealed, &key, &salt, &card); err != nil {
		return w, err
	}
	k, err := s.key.Unwrap(string(w.Offer), key, salt)
	if err != nil {
		return w, fmt.Errorf("key of offer %s: %w", w.Offer, err)
	}
	if err := openJSON(k, sealed, "flags/"+w.Flag, &w.Content); err != nil {
		return w, err
	}
	w.Content.Status = review.StatusOf(w.Content)
	if card != nil {
		err = openJSON(k, card, cardPlace, &w.Card)
	}
	return w, err
}

// scanQueue reads the columns of a row, and what else was asked for.
func scanQueue(row scanner, w *store.Waiting, more ...any) error {
	var id, decides, at, wording string
	var raised, due, answer, said int64
	var next *int64
	into := []any{
		&id, &w.Flag, &w.Letter, &w.Code, &decides, &w.Entity, &at, &raised, &due, &answer, &said, &w.Assignee, &w.Group, &wording, &w.Step, &next,
	}
	if err := row.Scan(append(into, more...)...); err != nil {
		return err
	}
	w.Offer, w.Decides, w.Place, w.Wording = offer.ID(id), policy.Decider(decides), place.Code(at), digest.Digest(wording)
	w.Raised, w.Due, w.Said, w.Next = instant(raised), instant(due), instant(said), optional(next)
	if answer < nobodyWaits {
		w.AnswerBy = optional(&answer)
	}
	return nil
}

// filter is a WHERE made of fixed texts; every value is an argument.
type filter struct {
	parts []string
	args  []any
}

func (f *filter) arg(v any) string {
	f.args = append(f.args, v)
	return "$" + strconv.Itoa(len(f.args))
}

func (f *filter) among(column string, values []string) {
	if len(values) == 0 {
		return
	}
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = f.arg(v)
	}
	f.parts = append(f.parts, column+" IN ("+strings.Join(marks, ", ")+")")
}

func (f *filter) where() string {
	if len(f.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(f.parts, " AND ")
}

func waitingFilter(sc store.Scope, q store.WaitingQuery) *filter {
	f := &filter{}
	f.seesOf(sc, "q.offer_id", "q.entity")
	f.among("q.decides", words(q.Decides))
	f.among("q.reviewers", q.Groups)
	for _, c := range [][2]string{{"q.code", q.Code}, {"q.place", string(q.Place)}, {"q.assignee", q.Assignee}} {
		if c[1] != "" {
			f.parts = append(f.parts, c[0]+" = "+f.arg(c[1]))
		}
	}
	return f
}

// waitingCursor is where a page ended: the columns of its order.
func waitingCursor(w store.Waiting) string {
	answer := int64(nobodyWaits)
	if w.AnswerBy != nil {
		answer = w.AnswerBy.UnixMilli()
	}
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %d %d %s", answer, w.Said.UnixMilli(), w.Due.UnixMilli(), w.Flag))
}

func (f *filter) after(cursor string) error {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	var answer, said, due int64
	var flag string
	if err == nil {
		_, err = fmt.Sscanf(string(raw), "%d %d %d %s", &answer, &said, &due, &flag)
	}
	if err != nil {
		return fault.New(fault.Unreadable, fault.CodeBadParameter, "the cursor is not one that this list gave: leave it out to begin at the first")
	}
	f.parts = append(f.parts, "(q.answer_by, q.said_at, q.due_at, q.flag_id) > ("+f.arg(answer)+", "+f.arg(said)+", "+f.arg(due)+", "+f.arg(flag)+")")
	return nil
}

// CountWaiting counts what a query would list.
func (s *Store) CountWaiting(ctx context.Context, sc store.Scope, q store.WaitingQuery, now time.Time) (store.WaitingCount, error) {
	f := waitingFilter(sc, q)
	late, soon := f.arg(now.UnixMilli()), f.arg(now.Add(24*time.Hour).UnixMilli())
	var c store.WaitingCount
	err := s.read.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(CASE WHEN q.due_at < `+late+` THEN 1 ELSE 0 END), 0),
		coalesce(sum(CASE WHEN q.answer_by < `+soon+` THEN 1 ELSE 0 END), 0) FROM review_queue q`+f.where(), f.args...).Scan(&c.Waiting, &c.Late, &c.Urgent)
	return c, s.dialect.translate(err)
}

// DueWaiting gives waiting flags whose next step is due.
func (s *Store) DueWaiting(ctx context.Context, now time.Time, limit int) ([]store.Waiting, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+waitingColumns+` FROM review_queue q
		WHERE q.next_at IS NOT NULL AND q.next_at <= $1 ORDER BY q.next_at, q.flag_id LIMIT $2`, now.UnixMilli(), limit)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	var out []store.Waiting
	err = each(rows, func() error {
		var w store.Waiting
		err := scanQueue(rows, &w)
		out = append(out, w)
		return err
	})
	return out, s.dialect.translate(err)
}

// waiting keeps the flags that wait: those of the latest letter, until they are decided or the offer ends.
func (t *tx) waiting(c store.Changes) error {
	if c.Offer == nil {
		return nil
	}
	id := string(c.Offer.ID)
	if c.Expect > 0 && (c.Letter != nil || c.Erase || c.Offer.Ended()) {
		if err := t.run(`DELETE FROM review_queue WHERE offer_id = $1`, id); err != nil {
			return err
		}
	}
	for _, d := range c.Decisions {
		if err := t.run(`DELETE FROM review_queue WHERE offer_id = $1 AND flag_id = $2`, id, d.Flag); err != nil {
			return err
		}
	}
	for _, a := range c.Assign {
		if err := t.run(`UPDATE review_queue SET assignee = $1 WHERE offer_id = $2 AND flag_id = $3`, a.Person, id, a.Flag); err != nil {
			return err
		}
	}
	for _, x := range c.Stepped {
		if err := t.run(`UPDATE review_queue SET step = $1, next_at = $2 WHERE offer_id = $3 AND flag_id = $4`, x.Step, millis(x.Next), id, x.Flag); err != nil {
			return err
		}
	}
	if err := t.wait(c); err != nil || c.Expect == 0 {
		return err
	}
	return t.run(`UPDATE review_queue SET answer_by = $1 WHERE offer_id = $2 AND answer_by <> $1`, answerBy(c.Offer), id)
}

// wait adds the flags of a letter that wait.
func (t *tx) wait(c store.Changes) error {
	rows := make([][]any, len(c.Waiting))
	for i, w := range c.Waiting {
		rows[i] = []any{
			string(w.Offer), w.Flag, w.Letter, w.Code, string(w.Decides), w.Entity, string(w.Place), w.Raised.UnixMilli(), w.Due.UnixMilli(),
			answerBy(c.Offer), w.Said.UnixMilli(), w.Assignee, w.Group, string(w.Wording), w.Step, millis(w.Next),
		}
	}
	return t.insert("review_queue", `offer_id, flag_id, letter, code, decides, entity, place, raised_at, due_at, answer_by, said_at,
		assignee, reviewers, wording, step, next_at`, "", rows)
}

// answerBy is when the candidate's time to answer an earlier letter ends.
func answerBy(o *offer.Offer) int64 {
	if o.Answerable && o.Expires != nil {
		return o.Expires.UnixMilli()
	}
	return nobodyWaits
}

// precedentsEach is how many precedents are given of one key, as the promise of the store says.
const precedentsEach = 50

// Precedents gives what was cleared before of the same rule, place and wording, for each of many keys by one statement: a
// page of the queue asks of some forty. Each key's latest are found along the index before anything is read of their flags.
func (s *Store) Precedents(ctx context.Context, sc store.Scope, keys []store.PrecedentKey) ([][]store.Precedent, error) {
	out := make([][]store.Precedent, len(keys))
	if len(keys) == 0 {
		return out, nil
	}
	f := &filter{}
	f.seesOf(sc, "p.offer_id", "p.entity")
	sees := append(f.parts, "EXISTS (SELECT 1 FROM offer_keys x WHERE x.offer_id = p.offer_id)") // what was erased takes no place
	var latest []string
	for i, k := range keys {
		f.parts = append([]string{
			"p.code = " + f.arg(k.Code), "p.place = " + f.arg(string(k.Place)), "p.wording = " + f.arg(string(k.Wording)),
			"p.decided_at >= " + f.arg(k.Since.UnixMilli()),
		}, sees...)
		latest = append(latest, fmt.Sprintf(`SELECT * FROM (SELECT %d AS key, p.offer_id, p.flag_id, p.decision_id, p.decided_at FROM precedents p%s
			ORDER BY p.decided_at DESC, p.decision_id LIMIT %d) latest`, i, f.where(), precedentsEach))
	}
	rows, err := s.read.QueryContext(ctx, `SELECT a.key, a.offer_id, a.flag_id, a.decision_id, f.sealed, d.sealed, o.wrapped_key, o.salt
		FROM (`+strings.Join(latest, " UNION ALL ")+`) a
		JOIN flags f ON f.offer_id = a.offer_id AND f.id = a.flag_id
		JOIN decisions d ON d.offer_id = a.offer_id AND d.id = a.decision_id
		JOIN offer_keys o ON o.offer_id = a.offer_id ORDER BY a.key, a.decided_at DESC, a.decision_id`, f.args...)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	err = each(rows, func() error {
		i, p, err := s.scanPrecedent(rows)
		if err == nil {
			out[i] = append(out[i], p)
		}
		return err
	})
	return out, s.dialect.translate(err)
}

// scanPrecedent reads a precedent, and the place of the key that asked for it.
func (s *Store) scanPrecedent(row scanner) (int, store.Precedent, error) {
	var i int
	var id, flagID, decision string
	var flag, decided, key, salt []byte
	if err := row.Scan(&i, &id, &flagID, &decision, &flag, &decided, &key, &salt); err != nil {
		return 0, store.Precedent{}, err
	}
	p := store.Precedent{Offer: offer.ID(id)}
	k, err := s.key.Unwrap(id, key, salt)
	if err != nil {
		return i, p, fmt.Errorf("key of offer %s: %w", id, err)
	}
	if err := openJSON(k, flag, "flags/"+flagID, &p.Flag); err != nil {
		return i, p, err
	}
	var d review.Decision
	if err := openJSON(k, decided, "decisions/"+decision, &d); err != nil {
		return i, p, err
	}
	p.Flag.Decision, p.By, p.At, p.Verdict, p.Comment = &d, d.By, d.At, d.Verdict, d.Comment
	return i, p, nil
}

func (t *tx) precedents(c store.Changes) error {
	rows := make([][]any, len(c.Precedents))
	for i, p := range c.Precedents {
		rows[i] = []any{
			string(p.Offer), p.Flag.ID, p.Flag.Decision.ID, p.Key.Code, string(p.Key.Place), string(p.Key.Wording), string(c.Offer.Entity), p.At.UnixMilli(),
		}
	}
	return t.insert("precedents", "offer_id, flag_id, decision_id, code, place, wording, entity, decided_at", "", rows)
}
