package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// Due gives what time has come for.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]store.Due, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT offer_id, kind, subject, at FROM due WHERE at <= $1
		ORDER BY at, offer_id, kind, subject LIMIT $2`, now.UnixMilli(), limit)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	var out []store.Due
	err = each(rows, func() error {
		var d store.Due
		var at int64
		err := rows.Scan(&d.Offer, &d.Kind, &d.Subject, &at)
		d.At = instant(at)
		out = append(out, d)
		return err
	})
	return out, s.dialect.translate(err)
}

// PutOff moves or removes a row as it was read.
func (s *Store) PutOff(ctx context.Context, d store.Due, to time.Time) error {
	key := []any{string(d.Offer), string(d.Kind), d.Subject, d.At.UnixMilli()}
	query := `DELETE FROM due WHERE offer_id = $1 AND kind = $2 AND subject = $3 AND at = $4`
	if !to.IsZero() {
		query, key = `UPDATE due SET at = $5 WHERE offer_id = $1 AND kind = $2 AND subject = $3 AND at = $4`, append(key, to.UnixMilli())
	}
	_, err := s.write.ExecContext(ctx, query, key...)
	return s.dialect.translate(err)
}

const linkColumns = `SELECT id, hash, offer_id, letter, made_at, expires_at, ended_at, ended, opened_at FROM links`

// Link finds a link by its hash.
func (s *Store) Link(ctx context.Context, hash string) (store.Link, error) {
	l, err := scanLink(s.read.QueryRowContext(ctx, linkColumns+` WHERE hash = $1`, hash))
	return l, s.dialect.translate(err)
}

// OfferLinks gives an offer's links.
func (s *Store) OfferLinks(ctx context.Context, sc store.Scope, o offer.ID) ([]store.Link, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return nil, err
	}
	rows, err := s.read.QueryContext(ctx, linkColumns+` WHERE offer_id = $1 ORDER BY made_at DESC, id DESC`, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	var out []store.Link
	err = each(rows, func() error {
		l, err := scanLink(rows)
		out = append(out, l)
		return err
	})
	return out, s.dialect.translate(err)
}

func scanLink(row scanner) (store.Link, error) {
	var l store.Link
	var made, expires int64
	var ended, opened *int64
	err := row.Scan(&l.ID, &l.Hash, &l.Offer, &l.Letter, &made, &expires, &ended, &l.Why, &opened)
	l.Made, l.Expires, l.Ended, l.Opened = instant(made), instant(expires), optional(ended), optional(opened)
	return l, err
}

// TakeMails leases mails that are due.
func (s *Store) TakeMails(ctx context.Context, token string, now, until time.Time, limit int) ([]store.Mail, error) {
	var out []store.Mail
	err := s.inTx(ctx, func(t *tx) error {
		out = nil
		rows, err := t.QueryContext(t.ctx, `UPDATE mails SET token = $1, until = $2, attempts = attempts + 1
			WHERE id IN (SELECT id FROM mails WHERE due_at <= $3 AND until <= $3 ORDER BY due_at, id LIMIT $4) AND until <= $3
			RETURNING id, offer_id, letter, due_at, attempts, sealed`, token, until.UnixMilli(), now.UnixMilli(), limit)
		if err != nil {
			return err
		}
		var sealed [][]byte
		err = each(rows, func() error {
			m := store.Mail{Token: token}
			var due int64
			var content []byte
			err := rows.Scan(&m.ID, &m.Offer, &m.Letter, &due, &m.Attempts, &content)
			m.Due = instant(due)
			out, sealed = append(out, m), append(sealed, content)
			return err
		})
		if err != nil {
			return err
		}
		return t.openMails(out, sealed)
	})
	return out, s.dialect.translate(err)
}

// openMails opens what mails say. The mail of an offer that was erased has nothing to say: its content stays empty.
func (t *tx) openMails(mails []store.Mail, sealed [][]byte) error {
	for i := range mails {
		key, err := t.store.offerKey(t.ctx, t.Tx, string(mails[i].Offer))
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		if mails[i].Content, err = key.Open(sealed[i], "mails/"+mails[i].ID); err != nil {
			return err
		}
	}
	return nil
}

// PutOffMail gives a mail back until later.
func (s *Store) PutOffMail(ctx context.Context, m store.Mail) error {
	err := s.inTx(ctx, func(t *tx) error {
		return t.held(`UPDATE mails SET due_at = $1, until = 0, token = '' WHERE id = $2 AND token = $3`, m.Due.UnixMilli(), m.ID, m.Token)
	})
	return s.dialect.translate(err)
}

// held runs a statement on one row that somebody holds.
func (t *tx) held(query string, args ...any) error {
	n, err := t.exec(query, args...)
	if err == nil && n != 1 {
		return store.ErrStale.With("somebody else has it now")
	}
	return err
}

// attachmentPlace names where a paper that came in is sealed.
func attachmentPlace(id string) string { return "attachments/" + id }

// Attachment opens a paper that came in.
func (s *Store) Attachment(ctx context.Context, sc store.Scope, o offer.ID, id string) ([]byte, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return nil, err
	}
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	var sealed []byte
	err = s.read.QueryRowContext(ctx, `SELECT sealed FROM attachments WHERE offer_id = $1 AND id = $2`, string(o), id).Scan(&sealed)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	return key.Open(sealed, attachmentPlace(id))
}

// answering writes what surrounds the candidate's answer.
func (t *tx) answering(c store.Changes) error {
	for _, step := range []func(store.Changes) error{t.dueRows, t.endLinks, t.link, t.opened, t.mail, t.sent, t.attachment} {
		if err := step(c); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) dueRows(c store.Changes) error {
	for _, d := range c.Due {
		var err error
		if d.At.IsZero() {
			err = t.run(`DELETE FROM due WHERE offer_id = $1 AND kind = $2 AND subject = $3`, string(d.Offer), string(d.Kind), d.Subject)
		} else {
			err = t.run(`INSERT INTO due (offer_id, kind, subject, at) VALUES ($1, $2, $3, $4)
				ON CONFLICT (offer_id, kind, subject) DO UPDATE SET at = excluded.at`, string(d.Offer), string(d.Kind), d.Subject, d.At.UnixMilli())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) endLinks(c store.Changes) error {
	if c.Ends == "" || c.Offer == nil {
		return nil
	}
	return t.run(`UPDATE links SET ended_at = $1, ended = $2 WHERE offer_id = $3 AND ended_at IS NULL`,
		c.Offer.Changed.UnixMilli(), string(c.Ends), string(c.Offer.ID))
}

func (t *tx) link(c store.Changes) error {
	l := c.Link
	if l == nil {
		return nil
	}
	return t.run(`INSERT INTO links (id, hash, offer_id, letter, made_at, expires_at, ended) VALUES ($1, $2, $3, $4, $5, $6, '')`,
		l.ID, l.Hash, string(l.Offer), l.Letter, l.Made.UnixMilli(), l.Expires.UnixMilli())
}

func (t *tx) opened(c store.Changes) error {
	if c.Opened == "" || c.Offer == nil {
		return nil
	}
	n, err := t.exec(`UPDATE links SET opened_at = $1 WHERE id = $2 AND offer_id = $3 AND opened_at IS NULL`,
		c.Offer.Changed.UnixMilli(), c.Opened, string(c.Offer.ID))
	if err == nil && n != 1 {
		return store.ErrExists
	}
	return err
}

func (t *tx) mail(c store.Changes) error {
	m := c.Mail
	if m == nil || c.Offer == nil {
		return nil
	}
	return t.run(`INSERT INTO mails (id, offer_id, letter, due_at, attempts, token, until, sealed) VALUES ($1, $2, $3, $4, 0, '', 0, $5)`,
		m.ID, string(m.Offer), m.Letter, m.Due.UnixMilli(), t.offer.Seal(m.Content, "mails/"+m.ID))
}

func (t *tx) sent(c store.Changes) error {
	if c.Sent == nil {
		return nil
	}
	return t.held(`DELETE FROM mails WHERE id = $1 AND token = $2`, c.Sent.ID, c.Sent.Token)
}

func (t *tx) attachment(c store.Changes) error {
	a := c.Attachment
	if a == nil || c.Offer == nil {
		return nil
	}
	return t.run(`INSERT INTO attachments (offer_id, id, made_at, sealed) VALUES ($1, $2, $3, $4)`,
		string(c.Offer.ID), a.ID, c.Offer.Changed.UnixMilli(), t.offer.Seal(a.Content, attachmentPlace(a.ID)))
}
