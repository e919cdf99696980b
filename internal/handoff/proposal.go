package handoff

import (
	"bytes"
	"encoding/json"
	"time"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// ProposalSchema is the one value of Proposal.Schema that this version reads.
const ProposalSchema = "proposal/v1"

// Proposal is a package of terms put up for approval before anybody promises it: a record without the verbal offer.
type Proposal struct {
	// Schema names the schema and its version.
	Schema string `json:"schema" jsonschema:"title=Schema,example=proposal/v1,enum=proposal/v1"`
	// Letter says which letter is wanted.
	Letter Letter `json:"letter" jsonschema:"title=Letter"`
	// Source says which system the proposal comes from.
	Source *Source `json:"source,omitempty" jsonschema:"title=Source"`
	// Hiring is what approvals and dashboards look at.
	Hiring *Hiring `json:"hiring,omitempty" jsonschema:"title=Hiring"`
	// Candidate is the person.
	Candidate Candidate `json:"candidate" jsonschema:"title=Candidate"`
	// Employer is the employing legal entity.
	Employer terms.Employer `json:"employer" jsonschema:"title=Employer"`
	// Parties are others who pay, issue or must sign.
	Parties []Party `json:"parties,omitempty" jsonschema:"title=Parties,maxItems=40"`
	// Terms is what the candidate would be promised.
	Terms terms.Terms `json:"terms" jsonschema:"title=Terms"`
	// Provenance says where a term came from.
	Provenance map[terms.Pointer]Provenance `json:"provenance,omitempty" jsonschema:"title=Provenance"`
}

// ParseProposal reads a proposal from the bytes that were sent, and fails as Parse does.
func ParseProposal(raw []byte, v Validator) (Proposal, error) {
	if faults := v.Validate(ProposalSchema, raw); len(faults) > 0 {
		return Proposal{}, refuse(raw, faults)
	}
	var p Proposal
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return Proposal{}, fault.New(fault.Invalid, fault.CodeInvalidRecord, "the proposal does not have the form of %s", ProposalSchema).Because(err)
	}
	r := p.Record()
	// The checks want a whole record; nothing that they find can lie in this stand-in for a promise that nobody has made.
	r.Agreed = Agreed{By: "nobody", At: time.Unix(0, 0).UTC(), Channel: "unknown"}
	return p, fault.All(fault.CodeInvalidRecord, "the proposal is at fault", check(r, v))
}

// StoredProposal reads a proposal from stored bytes, leniently: they may be older than the program.
func StoredProposal(raw []byte) (p Proposal, err error) { return p, json.Unmarshal(raw, &p) }

// Record is the proposal as the record that would be handed over if it were agreed as it is; Agreed is zero.
func (p Proposal) Record() Record {
	return Record{
		Schema: Schema, Letter: p.Letter, Source: p.Source, Hiring: p.Hiring, Candidate: p.Candidate, Employer: p.Employer,
		Parties: p.Parties, Terms: p.Terms, Provenance: p.Provenance,
	}
}
