package desk

import (
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/terms"
)

// Result is what a write answers, and what reading a letter version gives: the version with its differences and flags,
// and where the offer stands. It is made from stored rows, so that a replay answers alike.
type Result struct {
	Offer      offer.ID        `json:"offer_id"`
	Revision   int64           `json:"revision"` // the ETag is "r<revision>"
	State      offer.State     `json:"state"`
	Round      int             `json:"round"`
	Handoff    string          `json:"handoff_id"`
	Letter     Letter          `json:"letter,omitzero"` // absent while there is none
	Flags      []review.Flag   `json:"flags"`
	Changes    []terms.Change  `json:"changes"`
	Verdict    policy.Verdict  `json:"verdict"`
	Gate       Gate            `json:"gate"`
	ReadBack   *Reading        `json:"read_back,omitempty"`          // where the read-back stands; absent when nobody asks for it and nobody gave it
	Dropped    []terms.Pointer `json:"dropped_amendments,omitempty"` // amendments of the version before that a new handoff dropped
	Link       *GivenLink      `json:"link,omitempty"`               // the candidate's way in: only where the write made it
	Attachment *Attachment     `json:"attachment,omitempty"`         // the paper that came in: only where the write stored it
	Warnings   []Warning       `json:"warnings,omitempty"`           // of the answer to a handoff that opens an offer
	Created    bool            `json:"-"`                            // false when the same thing was stored already
}

// Letter is a letter version in short.
type Letter struct {
	Version    int           `json:"version"`
	PDF        digest.Digest `json:"pdf_sha256"` // of the letter itself
	Lock       digest.Digest `json:"lock"`
	LetterDate cal.Date      `json:"letter_date"`
	Created    time.Time     `json:"created_at"`
	Author     string        `json:"author"` // person id
	Mark       letter.Mark   `json:"mark,omitempty"`
	Documents  []Document    `json:"documents"`
}

// Document is one paper of a version in short.
type Document struct {
	ID    string        `json:"id"`
	Title string        `json:"title"`
	PDF   digest.Digest `json:"pdf_sha256"`
	Pages int           `json:"pages"`
	Bytes int           `json:"bytes"`
}

// Gate says what stands between the letter and its issue, in words and as codes. It is open when Reasons is empty.
type Gate struct {
	Open    bool     `json:"open"`
	Reasons []Reason `json:"reasons,omitempty"`
}

// Reason is one thing that keeps the gate shut.
type Reason struct {
	Code      string         `json:"code"` // open_flag, refused_flag, changes_required, flag_blocks, fallback_not_used, candidate_not_told, letter_date_stale, approval_missing, approval_rejected, read_back_missing, read_back_objected
	Message   string         `json:"message"`
	Flag      string         `json:"flag_id,omitempty"`
	Rule      string         `json:"rule,omitempty"`
	Decides   policy.Decider `json:"decides,omitempty"`
	Term      terms.Pointer  `json:"term,omitempty"`
	Amendment terms.ID       `json:"amendment,omitempty"`
	Clause    string         `json:"clause,omitempty"`   // in a fallback's words, of candidate_not_told
	Position  string         `json:"position,omitempty"` // which fallback
	Step      string         `json:"step,omitempty"`     // of an approval
}

// Overview is an offer with its latest letter in short, for reading one offer.
type Overview struct {
	offer.Offer
	Letters []Letter `json:"letters"` // newest first
	Gate    Gate     `json:"gate"`    //
	// ReadBack is where the read-back of the latest letter stands; absent when nobody asks for it and nobody gave it.
	ReadBack *Reading    `json:"read_back,omitempty"`
	Allowed  []offer.Act `json:"allowed"`          // the acts that its state allows now
	Issued   *Letter     `json:"issued,omitempty"` // what the candidate was last given
	// Requests are what the candidate asked to have changed, with the answers; absent when nothing was asked, or it was erased.
	Requests []ChangeRequest `json:"change_requests,omitempty"`
	// Signed are the signatures for the employer, the oldest first; absent while there is none.
	Signed []EmployerSignature `json:"employer_signatures,omitempty"`
	// ProposalTerms is the digest of the terms that were put up for approval: a record's approved.terms. Absent when nobody proposed.
	ProposalTerms digest.Digest `json:"proposal_terms,omitempty"`
	// AmendmentOffers are the amendments to this offer, oldest first.
	AmendmentOffers []Related `json:"amendment_offers,omitempty"`
	// AmendsOffer is the offer that this one was opened to amend; absent when it is no amendment.
	AmendsOffer *Related `json:"amends_offer,omitempty"`
}

// Preview is a letter that was not stored: same steps, same bytes as a first version made today.
type Preview struct {
	Version letter.Version `json:"-"`
	Letter  Letter         `json:"letter"`
	Changes []terms.Change `json:"changes"`
	Flags   []review.Flag  `json:"flags"`
	Trace   []policy.Trace `json:"trace"`
	Verdict policy.Verdict `json:"verdict"`

	Warnings []Warning `json:"warnings,omitempty"`
	// Next is what the record would change on an offer that is there already; absent when it would open a new one.
	Next *NextHandoff `json:"next,omitempty"`
}

// Revision is a request for the next letter version of the same handoff. The amendments given are added to those in
// force; a redate changes nothing but the letter date.
type Revision struct {
	Amendments []terms.Amendment `json:"amendments,omitempty" jsonschema:"title=Amendments,maxItems=40"`
	Choices    []letter.Choice   `json:"choices,omitempty" jsonschema:"title=Choices,maxItems=40"`
	Redate     bool              `json:"redate,omitempty" jsonschema:"title=Redate"`
	Rebase     bool              `json:"rebase,omitempty" jsonschema:"title=Rebase"` // take the wording in force today
}

// Ruling is a request to decide on a flag. Fingerprint is that of the flag as the decider saw it.
type Ruling struct {
	Verdict     review.Verdict `json:"verdict" jsonschema:"title=Verdict,example=cleared"`
	Fingerprint digest.Digest  `json:"fingerprint" jsonschema:"title=Fingerprint,pattern=^sha256:[0-9a-f]{64}$"`
	Position    string         `json:"position,omitempty" jsonschema:"title=Position,example=fallback-1,maxLength=40"`
	Comment     string         `json:"comment,omitempty" jsonschema:"title=Comment,maxLength=2000"`
	// Until makes a clearance hold for the same value in other letters of the employer and place, at most for a year.
	Until *time.Time `json:"holds_until,omitempty" jsonschema:"title=Holds until,example=2027-06-30T00:00:00Z"`
	// Privileged is legal's own note: nobody but legal reads it, and no letter, bundle or webhook holds it.
	Privileged string `json:"privileged_note,omitempty" jsonschema:"title=Privileged note,maxLength=4000"`
}

// Told is a request to record that the candidate was told of an amendment, or of a clause in a fallback's words: when, or
// why not.
type Told struct {
	Amendment terms.ID `json:"amendment,omitempty" jsonschema:"title=Amendment,example=a1"`
	// Clause and Position name a clause that the letter has in a fallback's words; both instead of amendment.
	Clause   string     `json:"clause,omitempty" jsonschema:"title=Clause,example=sign_on,maxLength=60"`
	Position string     `json:"position,omitempty" jsonschema:"title=Position,example=fallback-1,maxLength=40"`
	At       *time.Time `json:"at,omitempty" jsonschema:"title=At,example=2026-11-24T10:00:00-08:00"`
	Reason   string     `json:"reason,omitempty" jsonschema:"title=Reason not to tell,maxLength=2000"`
}

// Difference is a comparison made to be read: verbal against written, or version against version.
type Difference struct {
	Offer   offer.ID       `json:"offer_id"`
	Letter  int            `json:"letter_version"`
	Against string         `json:"against"` // "verbal" or a version number
	Verdict policy.Verdict `json:"verdict"` // of the letter against what was said
	Changes []terms.Change `json:"changes"`
	Same    int            `json:"same"`              // terms that are equal
	Rounded int            `json:"rounded"`           // of them, equal after rounding
	Wording []WordChange   `json:"wording,omitempty"` // clause wording, version against version
	Pins    []PinChange    `json:"pins,omitempty"`    // template upgrades, version against version
	Said    SaidBy         `json:"said"`
	// Approved compares the proposal that was put up for approval with what was said; absent when nobody proposed.
	Approved *ApprovedSaid `json:"approved,omitempty"`
}

// ApprovedSaid is the third column of the differences: approved, said, written.
type ApprovedSaid struct {
	Terms digest.Digest `json:"terms"` // of the proposal
	Rows  []ApprovedRow `json:"rows"`  // where the two differ
}

// ApprovedRow is one term of which approved and said differ.
type ApprovedRow struct {
	Term     terms.Pointer `json:"term"`
	Label    string        `json:"label"`
	Approved string        `json:"approved,omitempty"` // in words; absent when the proposal has no such term
	Said     string        `json:"said,omitempty"`     // in words; absent when it was not said
	Delta    string        `json:"delta,omitempty"`    // from approved to said, in the reader's unit
	// SaidMore marks what was promised beyond what was approved, where that is certain.
	SaidMore bool `json:"said_more_than_approved,omitempty"`
}

// SaidBy is who said the verbal terms, when and how.
type SaidBy struct {
	By        string    `json:"by"`
	At        time.Time `json:"at"`
	Channel   string    `json:"channel"`
	Candidate string    `json:"candidate"`
	Title     string    `json:"title"`
}

// WordChange is one clause whose words differ between two versions, as runs of kept, inserted and deleted words.
type WordChange struct {
	Clause string        `json:"clause"`
	From   string        `json:"from,omitempty"` // id@version:position, empty when the clause is new
	To     string        `json:"to,omitempty"`   // empty when it is gone
	Words  []letter.Edit `json:"words"`
}

// PinChange is one pinned thing that differs between two versions.
type PinChange struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	From int    `json:"from,omitempty"`
	To   int    `json:"to,omitempty"`
}
