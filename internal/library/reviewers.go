package library

import (
	"path"
	"slices"

	"verbatim/internal/clause/source"
	"verbatim/internal/review"
)

// reviewers is one version of a file of groups of reviewers.
type reviewers struct {
	version int
	groups  []review.Group
}

// reviewersOf keeps the newest version of each id.
func (s *Snapshot) reviewersOf(i Item) []source.Finding {
	groups, findings := review.ParseGroups(path.Join(i.Dir(), review.GroupFile), i.Files[review.GroupFile])
	if was, ok := s.reviewers[i.ID]; !ok || was.version < i.Version {
		s.reviewers[i.ID] = reviewers{i.Version, groups}
	}
	return append(findings, s.sign(i, review.GroupFile, "owner", "changelog")...)
}

// Reviewers lists the groups of reviewers in the order in which they are asked: file by file, by id, from the top.
func (s *Snapshot) Reviewers() []review.Group {
	var ids []string
	for id := range s.reviewers {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var out []review.Group
	for _, id := range ids {
		out = append(out, s.reviewers[id].groups...)
	}
	return out
}
