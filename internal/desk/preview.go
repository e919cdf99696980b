package desk

import (
	"context"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
)

// Validate says everything that is wrong with a record, and nothing when it is valid. It stores nothing.
// What nothing refuses and somebody should look at are warnings; only an actor who may see the record's entity gets them.
func (s *Service) Validate(ctx context.Context, by actor.Actor, raw []byte) ([]Warning, error) {
	record, _, err := s.parse(raw)
	if err != nil {
		return nil, err
	}
	if _, err = s.entityOf(record); err != nil || s.mayUse(by, record.Employer.Entity) != nil {
		return nil, err
	}
	return s.warnings(ctx, by, record)
}

// Preview makes the letter that a record would give today and stores nothing. The actor must be allowed to see the
// record's entity.
func (s *Service) Preview(ctx context.Context, by actor.Actor, raw []byte) (Preview, error) {
	record, sum, err := s.parse(raw)
	if err != nil {
		return Preview{}, err
	}
	if err := s.mayUse(by, record.Employer.Entity); err != nil {
		return Preview{}, err
	}
	o, err := s.first(ctx, by, record, sum, 1)
	if err != nil {
		return Preview{}, err
	}
	d, err := s.make(o)
	if err != nil {
		return Preview{}, err
	}
	p := d.preview(d.unstored())
	p.Warnings, err = s.warnings(ctx, by, record)
	return p, err
}

// mayUse refuses an entity that the actor's key does not cover, as if it did not exist.
func (s *Service) mayUse(by actor.Actor, entity string) error {
	if len(by.Entities) == 0 {
		return nil
	}
	for _, e := range by.Entities {
		if e == entity {
			return nil
		}
	}
	return fault.New(fault.Forbidden, fault.CodeForbidden, "your key does not cover this entity")
}

// version is the draft as a version that is not stored: without offer, handoff and ids.
func (d *draft) version() letter.Version {
	return letter.Version{
		Number: d.number, Lock: d.lock, LockDigest: d.locked, Amendments: d.amendments, Choices: d.choices,
		Verbal: d.verbal, Written: d.written, Changes: d.changes, Documents: d.documents,
	}
}
