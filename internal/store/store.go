package store

import (
	"context"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
)

// The sentinels. Each carries its kind, so no layer above translates them; compare with errors.Is.
var (
	ErrNotFound = fault.New(fault.NotFound, fault.CodeNotFound, "there is no such thing, or it is not yours to see")
	ErrExists   = fault.New(fault.Conflict, fault.CodeExists, "it exists already")
	ErrVersion  = fault.New(fault.Conflict, fault.CodeVersionTaken, "this source.version was handed over with other content: send the change under the source's next version")
	ErrStale    = fault.New(fault.Stale, fault.CodeStaleRevision, "the offer has changed since you read it: read it again and send its new ETag in If-Match")
)

// Store is everything that is kept.
type Store interface {
	Offers
	Letters
	Reviews
	Events
	Claims
	Keys
	Library
	Bands
	Leases
	Feed
	Deliveries
	Queue
	Waivers
	Sessions
	Clock
	Approvals
	Links
	Mails
	Attachments
	// Apply writes all of c in one transaction or nothing (AllOrNothingOnFailure). It must refuse with ErrStale when an
	// offer is not at c.Expect (StaleRevisionRefused, TwoRevisersOneWins), with ErrExists when a unique key is taken. It
	// returns only after the commit is durable.
	Apply(ctx context.Context, c Changes) error
	// Reports gives the reads that may lag.
	Reports() Reports
	// Ready says whether reads and writes work now.
	Ready(ctx context.Context) error
	Close() error
}

// Scope is what the reader may see: every read takes one. The zero Scope is the program's own and sees everything; each
// field narrows it. What is outside of it does not exist for the reader, in lists and counts as well.
type Scope struct {
	// Entities are the employing entities whose offers are seen; empty means all of them.
	Entities []entity.ID
	// Person is who reads.
	Person actor.ID
	// Managed limits to the offers whose hiring manager is Person.
	Managed bool
	// Discreet leaves out confidential offers, but for those that name Person as hiring manager, recruiter or author of the
	// handoff in force, and those with a flag that waits for one of Decides.
	Discreet bool
	Decides  []policy.Decider
	// Asks are the names by which the reader is asked for approvals: whatever Managed and Discreet leave out, an offer with a
	// step that waits for one of them is seen.
	Asks []approval.Approver
}

// Offers reads offers and handoffs. A thing outside of the scope is ErrNotFound (OtherEntityIsNotFound,
// OtherPersonIsNotFound, ConfidentialIsNotFound).
type Offers interface {
	Offer(ctx context.Context, s Scope, id offer.ID) (offer.Offer, error)
	// OfferBySource finds the offer of a source key within an entity; ErrNotFound when none was opened for it.
	OfferBySource(ctx context.Context, s Scope, e entity.ID, src offer.Source) (offer.Offer, error)
	// ListOffers gives a page, newest first, by keyset (ListOrderStable).
	ListOffers(ctx context.Context, s Scope, q OfferQuery) (Page[offer.Offer], error)
	// Handoff gives a handoff with its bytes as received.
	Handoff(ctx context.Context, s Scope, o offer.ID, id string) (Handoff, error)
	// HandoffByDigest finds a handoff of the same record within an offer (SameHandoffReturnsStored).
	HandoffByDigest(ctx context.Context, s Scope, o offer.ID, d digest.Digest) (Handoff, error)
}

// OfferQuery filters a list of offers; zero fields do not filter.
type OfferQuery struct {
	States []offer.State
	Entity entity.ID
	Source offer.Source
	Name   string        // every word of it must be in the candidate's name; compared without case and accents
	Paper  digest.Digest // of a PDF, or the lock of a version, that one of the offer's letters has
	Cursor string        // opaque, from the page before
	Limit  int           // 1 to 200; 0 means 50
}

// Page is one page of a list. Next is empty on the last one.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next_cursor,omitempty"`
}

// Handoff is a record as it was received.
type Handoff struct {
	ID       string        `json:"id"` // UUIDv7
	Offer    offer.ID      `json:"offer_id"`
	Round    int           `json:"round"`
	Version  string        `json:"source_version,omitempty"` // source.version, unique within an offer's source
	Digest   digest.Digest `json:"digest"`                   // of the record's canonical form; stored keyed by the offer's salt
	Received time.Time     `json:"received_at"`
	By       actor.ID      `json:"by"`
	Raw      []byte        `json:"-"` // exactly the bytes that came
}

// Letters reads letter versions. A version never changes once it is written (VersionsNeverChange).
type Letters interface {
	// Letter gives a version with its block trees and terms, without PDF bytes. n = 0 means the latest.
	Letter(ctx context.Context, s Scope, o offer.ID, n int) (letter.Version, error)
	// PDF gives the bytes of one document of a version, whose digest it has checked.
	PDF(ctx context.Context, s Scope, o offer.ID, n int, document string) ([]byte, error)
	// ListLetters gives every version of an offer, newest first, without trees: number, lock digest, author, time, documents.
	ListLetters(ctx context.Context, s Scope, o offer.ID) ([]letter.Version, error)
}

// Reviews reads flags and decisions.
type Reviews interface {
	// Flags gives the flags of one version with the decisions on them and their status, in the order they were raised.
	Flags(ctx context.Context, s Scope, o offer.ID, n int) ([]review.Flag, error)
	// PrivilegedNotes gives legal's own notes on an offer's flags, by decision id. They are part of no decision, so that
	// whatever shows or exports decisions cannot show them.
	PrivilegedNotes(ctx context.Context, s Scope, o offer.ID) (map[string]PrivilegedNote, error)
	// Decisions gives every decision on an offer, oldest first.
	Decisions(ctx context.Context, s Scope, o offer.ID) ([]review.Decision, error)
}

// PrivilegedNote is what legal writes for itself. Its digest is a fact of the decision's event.
type PrivilegedNote struct {
	Decision string `json:"decision_id"`
	Text     string `json:"text"`
}

// Digest is what the event of the decision holds of the note.
func (n PrivilegedNote) Digest() digest.Digest { return digest.Of([]byte(n.Text)) }

// Events reads the chain of one offer.
type Events interface {
	// OfferEvents gives an offer's events after a sequence, in order, payloads opened where the key still exists.
	OfferEvents(ctx context.Context, s Scope, o offer.ID, after int64, limit int) ([]event.Event, error)
}

// Claims are idempotency keys: per API key and operation.
type Claims interface {
	// Claim takes a key, or says how it stands. Exactly one of many callers at once gets Taken (ClaimOnce). A claim whose
	// lease ran out before it was done is taken anew (ClaimAfterLease).
	Claim(ctx context.Context, c Claim, now time.Time) (Claimed, error)
	// Release gives up a claim that came to nothing, so that the key can be used again. Done claims stay.
	Release(ctx context.Context, c Claim) error
	// Prune removes claims older than their time.
	Prune(ctx context.Context, before time.Time) error
}

// Claim is one use of an Idempotency-Key.
type Claim struct {
	Key       string        // the client's key
	Owner     string        // id of the API key
	Operation string        // operation id of the route, with its path parameters
	Body      digest.Digest // digest of the request body
	Token     string        // random, names this attempt: only its holder may finish or release
	Until     time.Time     // end of the lease
	Expires   time.Time     // when the result may be forgotten
}

// ClaimStatus is how a key stands.
type ClaimStatus string

// The statuses.
const (
	Taken   ClaimStatus = "taken"   // yours: do it
	Running ClaimStatus = "running" // somebody else is doing it
	Done    ClaimStatus = "done"    // it was done: Result says what came of it
	Other   ClaimStatus = "other"   // the key was used with another body
)

// Claimed is the answer to a claim.
type Claimed struct {
	Status ClaimStatus
	Result ClaimResult
	Until  time.Time // when the running one's lease ends
}

// ClaimResult is what a finished claim came to: the answer is made again from rows as of that revision.
type ClaimResult struct {
	Offer    offer.ID `json:"offer_id"`
	Revision int64    `json:"revision"`
	Letter   int      `json:"letter_version"`
	Subject  string   `json:"subject,omitempty"` // id of what was made, where it is neither
	Status   int      `json:"status"`            // HTTP status of the first answer
	// Alike are the open offers that the answer warned of: they are looked for once.
	Alike []offer.ID `json:"alike,omitempty"`
}

// Keys reads people and API keys.
type Keys interface {
	// KeyByPrefix finds a key that is not revoked. The caller compares the hash.
	KeyByPrefix(ctx context.Context, prefix string) (Key, error)
	ListKeys(ctx context.Context) ([]Key, error)
	// Person finds a person by address hash or id; ErrNotFound when unknown.
	Person(ctx context.Context, id actor.ID) (Person, error)
	PersonByAddress(ctx context.Context, address string) (Person, error)
	PersonByName(ctx context.Context, name string) (Person, error)
}

// Key is an API key. The secret is shown once and never stored.
type Key struct {
	ID       string       `json:"id"` // UUIDv7
	Prefix   string       `json:"prefix"`
	Hash     []byte       `json:"-"` // SHA-256 of the secret
	Person   actor.ID     `json:"person_id"`
	Name     string       `json:"person"` // read side: the person's name
	Roles    []actor.Role `json:"roles"`
	Entities []string     `json:"entities,omitempty"` // empty means all
	Test     bool         `json:"test,omitempty"`
	Created  time.Time    `json:"created_at"`
	Expires  *time.Time   `json:"expires_at,omitempty"`
	Revoked  *time.Time   `json:"revoked_at,omitempty"`
}

// Person is a member of staff or a service. Address is sealed under the installation key.
type Person struct {
	ID      actor.ID `json:"id"` // UUIDv7
	Name    string   `json:"name"`
	Address string   `json:"address,omitempty"`
	Service bool     `json:"service,omitempty"`
}

// Changes is one write: what one act does, all of it or nothing.
type Changes struct {
	// Offer is the offer's new row; nil when no offer is touched. Its Revision is that of the last event in Events.
	Offer *offer.Offer
	// Expect is the revision that the offer must still have; 0 means that it must not exist yet.
	Expect    int64
	Handoff   *Handoff
	Letter    *letter.Version // with PDF bytes in its renditions
	Flags     []review.Flag
	Decisions []review.Decision
	// Events are this act's events, without Sequence, Previous, Seal and Hash: the store fills them in from the chain.
	Events []event.Event
	// Claim is the claim that this write finishes; nil when the caller sent no Idempotency-Key.
	Claim  *Claim
	Result ClaimResult

	// Waiting are the flags of Letter that wait for somebody.
	Waiting []Waiting
	// Assign gives waiting flags to people, Stepped notes reminders.
	Assign  []Assignment
	Stepped []Stepped
	// Precedents are the clearances among Decisions, as later flags are held against them.
	Precedents []Precedent
	// Waivers are clearances among Decisions that hold beyond their letter; EndWaiver ends one.
	Waivers   []Waiver
	EndWaiver *Revocation
	// Privileged are legal's own notes on Decisions.
	Privileged []PrivilegedNote
	// Proposed is who a proposal is for: it is found by that name before there is a letter (ProposalFoundByName).
	Proposed *Card
	// Said is when the terms of Letter were agreed aloud.
	Said time.Time

	// SignIn opens a session; SignOut is the id of one that ends. Sessions that are over go with either.
	SignIn  *Session
	SignOut string

	People  []Person
	Keys    []Key
	Revoke  []Revocation
	Library []LibraryItem
	// LibraryActs are acts on versions of the library that are stored or come in the same write. The store gives each its
	// Sequence.
	LibraryActs []LibraryAct
	// Bands are new versions of bands of pay; one whose slot has the version already is ErrExists.
	Bands []policy.BandVersion

	// Erase deletes the key, the salt and the search words of Offer: what was sealed for it cannot be read again, its
	// facts and its chain stay (EraseForgets).
	Erase bool
	// Beside is another offer that the same act changes: an amendment and the accepted offer that it amends are written
	// together or not at all (BesideAllOrNothing, BesideStaleRefused).
	Beside *Beside
	// Endpoint is a webhook endpoint's new row: made at revision 1, else changed at the revision before, or ErrStale.
	Endpoint *Endpoint
	// RemoveEndpoint is the id of an endpoint that goes, with its secrets and deliveries.
	RemoveEndpoint string
	Replay         *Replay
	Answering
	Approving
}

// Beside is the new row of an offer that exists already, and its events. Expect is the revision that it must still have.
type Beside struct {
	Offer  offer.Offer
	Expect int64
	Events []event.Event
}

// Revocation ends a key.
type Revocation struct {
	Key string
	At  time.Time
}
