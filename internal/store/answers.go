package store

import (
	"context"
	"time"

	"verbatim/internal/offer"
)

// Clock reads what time alone will do.
type Clock interface {
	// Due gives up to limit rows whose time has come, the oldest first (DueInOrder). A row stays until a write replaces or
	// removes it.
	Due(ctx context.Context, now time.Time, limit int) ([]Due, error)
	// PutOff moves a row to another time, or removes it when that is zero; one that a write has changed meanwhile stays.
	PutOff(ctx context.Context, d Due, to time.Time) error
}

// DueKind names a handler of the clock.
type DueKind string

// Due is something that the clock has to look at: at most one row for each offer, kind and subject.
type Due struct {
	Offer   offer.ID
	Kind    DueKind
	Subject string    // which one of a kind; empty where there is one only
	At      time.Time // zero in a write: the row goes
}

// Links reads candidates' links.
type Links interface {
	// Link finds a link by the SHA-256 of its token, in hex, also one that has ended; ErrNotFound when there is none.
	Link(ctx context.Context, hash string) (Link, error)
	// OfferLinks gives an offer's links, newest first.
	OfferLinks(ctx context.Context, s Scope, o offer.ID) ([]Link, error)
}

// Link is the way in for the candidate of one letter. The token is given away once and never stored.
type Link struct {
	ID      string     `json:"id"` // UUIDv7
	Hash    string     `json:"-"`  // SHA-256 of the token, hex
	Offer   offer.ID   `json:"offer_id"`
	Letter  int        `json:"letter_version"`
	Made    time.Time  `json:"made_at"`
	Expires time.Time  `json:"expires_at"` // the last instant at which it opens anything
	Ended   *time.Time `json:"ended_at,omitempty"`
	Why     LinkEnd    `json:"ended,omitempty"`
	Opened  *time.Time `json:"opened_at,omitempty"` // when it was first used
}

// LinkEnd says why a link ended before its time.
type LinkEnd string

// Why links end.
const (
	LinkRevoked    LinkEnd = "revoked"
	LinkRenewed    LinkEnd = "renewed"    // a newer link to the same letter took its place
	LinkSuperseded LinkEnd = "superseded" // a later letter was given
)

// Mails are letters' mails on their way. At most one process sends a mail at a time.
type Mails interface {
	// TakeMails leases up to limit mails that are due until a time, and counts the attempt (MailTakenOnce).
	TakeMails(ctx context.Context, token string, now, until time.Time, limit int) ([]Mail, error)
	// PutOffMail gives a mail back until a time; ErrStale when the lease has passed to somebody else.
	PutOffMail(ctx context.Context, m Mail) error
}

// Mail is one mail on its way. It is sealed, and goes with the write that says it was sent.
type Mail struct {
	ID       string // UUIDv7; also its Message-ID
	Offer    offer.ID
	Letter   int
	Due      time.Time
	Attempts int
	Token    string // names the attempt that holds it
	Content  []byte // who it goes to and what it says, as the desk wrote it
}

// Attachments reads papers that came in beside a letter.
type Attachments interface {
	// Attachment gives the bytes of a paper.
	Attachment(ctx context.Context, s Scope, o offer.ID, id string) ([]byte, error)
}

// Attachment is a paper that came in.
type Attachment struct {
	ID      string // UUIDv7
	Content []byte
}

// Answering is what a write changes of what surrounds the candidate's answer. All of it is of the write's offer.
type Answering struct {
	// Due replaces or removes rows of the clock.
	Due []Due
	// Link is a new link; every other link of the offer that still lives ends with Ends.
	Link *Link
	// Ends says why living links end. Without Link it ends them all.
	Ends LinkEnd
	// Opened is the id of the link that was used for the first time; ErrExists when it was used before.
	Opened string
	// Mail is a mail to send.
	Mail *Mail
	// Sent is a mail that was handed over or given up, with its token: it goes; ErrStale when the lease has passed.
	Sent *Mail
	// Attachment is a paper that came in.
	Attachment *Attachment
}
