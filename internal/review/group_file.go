package review

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"verbatim/internal/actor"
	"verbatim/internal/clause/source"
	"verbatim/internal/entity"
	"verbatim/internal/place"
	"verbatim/internal/policy"
)

// GroupFile is the one file of a version of groups of reviewers.
const GroupFile = "reviewers.yaml"

var groupForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// groupsFile is reviewers.yaml.
type groupsFile struct {
	// Title names the file in lists.
	Title string `yaml:"title" lib:"required"`
	// Owner says who looks after it.
	Owner string `yaml:"owner" lib:"required"`
	// Changelog says what this version changed.
	Changelog string `yaml:"changelog" lib:"required"`
	// Groups are asked from the top; the first that fits takes a flag.
	Groups []groupFile `yaml:"groups" lib:"required"`
}

// groupFile is one group of reviewers.
type groupFile struct {
	// ID names the group, unique in the file.
	ID source.Text `yaml:"id" lib:"required"`
	// Title is what pages call it.
	Title string `yaml:"title" lib:"required"`
	// Severities takes flags of these severities, review or block; both when left out.
	Severities source.Texts `yaml:"severities"`
	// Decides takes flags that one of these decides; all when left out. Nobody decides what blocks.
	Decides source.Texts `yaml:"decides"`
	// Places takes offers of these places of work and of what lies in them; all when left out.
	Places []place.Code `yaml:"places"`
	// Rules takes these codes of rules, or patterns of them such as VB-US-*; all when left out.
	Rules source.Texts `yaml:"rules"`
	// Owners takes the rules of packs that one of these owns; all when left out.
	Owners source.Texts `yaml:"rule_owners"`
	// Entities takes offers of these employers; all when left out.
	Entities source.Texts `yaml:"entities"`
	// Roles are in the group with everybody who holds them.
	Roles source.Texts `yaml:"roles"`
	// People are in the group by their staff addresses.
	People source.Texts `yaml:"people"`
	// Due is within how many business days a flag should be decided; 2 when left out.
	Due int `yaml:"due_business_days"`
	// Remind is after how many business days a flag is reminded of; 1 when left out.
	Remind int `yaml:"remind_business_days"`
	// Escalate is how many business days after its due time a flag is escalated; 1 when left out.
	Escalate int `yaml:"escalate_business_days"`
}

// ParseGroups reads a file of groups of reviewers. Groups with an Error among their findings must not be used.
func ParseGroups(file string, data []byte) ([]Group, []source.Finding) {
	var f groupsFile
	if findings := source.Decode(file, data, &f); len(findings) > 0 {
		return nil, findings
	}
	r := groupReader{Place: source.Place{File: file}}
	var out []Group
	for _, g := range f.Groups {
		if !groupForm.MatchString(g.ID.Value) || slices.ContainsFunc(out, func(o Group) bool { return o.ID == g.ID.Value }) {
			r.add(g.ID, "bad_group", "%q is no id of a group, or the file has it already", g.ID.Value)
		}
		out = append(out, r.group(g))
	}
	return out, r.findings
}

// groupReader turns groups as written into groups, and collects what is wrong with them.
type groupReader struct {
	source.Place
	findings []source.Finding
}

func (r *groupReader) add(at source.Text, code, format string, args ...any) {
	r.findings = append(r.findings, r.At(at, code, format, args...))
}

func (r *groupReader) group(f groupFile) Group {
	g := Group{ID: f.ID.Value, Title: f.Title, Places: f.Places, Pace: OrdinaryPace}
	g.Severities = listed[policy.Severity](r, f.Severities, "review", "block")
	g.Decides = listed[policy.Decider](r, f.Decides, "legal", "hr_ops", "total_rewards")
	g.Roles = listed[actor.Role](r, f.Roles, actor.Role("").Enum()...)
	g.Owners, g.Entities = listed[string](r, f.Owners), listed[entity.ID](r, f.Entities)
	for _, t := range f.Rules {
		if _, err := path.Match(t.Value, ""); err != nil {
			r.add(t, "bad_value", "%q is no code of a rule and no pattern of codes such as VB-US-*", t.Value)
		}
		g.Rules = append(g.Rules, t.Value)
	}
	for _, t := range f.People {
		if !strings.Contains(t.Value, "@") {
			r.add(t, "bad_value", "%q is no staff address", t.Value)
		}
		g.People = append(g.People, t.Value)
	}
	if len(g.Roles)+len(g.People) == 0 {
		r.add(f.ID, "bad_group", "the group %s has nobody in it: name roles or people", g.ID)
	}
	for _, days := range []struct {
		written int
		pace    *int
	}{{f.Due, &g.Pace.Due}, {f.Remind, &g.Pace.Remind}, {f.Escalate, &g.Pace.Escalate}} {
		if days.written < 0 || days.written > 60 {
			r.add(f.ID, "bad_value", "a number of business days is 1 to 60")
		} else if days.written > 0 {
			*days.pace = days.written
		}
	}
	return g
}

// listed reads a list of words; where some are allowed, no other is.
func listed[T ~string](r *groupReader, list source.Texts, allowed ...string) []T {
	var out []T
	for _, t := range list {
		if len(allowed) > 0 && !slices.Contains(allowed, t.Value) {
			r.add(t, "bad_value", "%q is none of %s", t.Value, strings.Join(allowed, ", "))
		}
		out = append(out, T(t.Value))
	}
	return out
}
