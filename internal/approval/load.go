package approval

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/entity"
	"verbatim/internal/expr"
	"verbatim/internal/terms"
)

// FileName is the one file of a chain's version.
const FileName = "chain.yaml"

var (
	folderForm = regexp.MustCompile(`^approvals/([a-z][a-z0-9_]{0,39})/v([1-9][0-9]{0,5})$`)
	stepForm   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

// chainFile is chain.yaml.
type chainFile struct {
	Title    string       `yaml:"title" lib:"required"`     // what the chain is called
	Owner    string       `yaml:"owner" lib:"required"`     // who answers for it
	Changes  string       `yaml:"changelog" lib:"required"` // what is new in this version
	From     cal.Date     `yaml:"in_force_from"`            // the first day; left out for no beginning
	Until    cal.Date     `yaml:"in_force_until"`           // the first day on which it no longer holds; left out for no end
	Entities source.Texts `yaml:"entities"`                 // ids of the entities whose offers it is for; all when left out
	When     source.Text  `yaml:"when"`                     // a condition on the offer: the chain asks nothing where it is false
	Steps    []stepFile   `yaml:"steps" lib:"required"`     // the consents that it can ask for
}

// noOutcome are the keys of chain.yaml that change no outcome.
var noOutcome = []string{"owner", "changelog"}

// stepFile is one consent as written.
type stepFile struct {
	At         source.Mark
	ID         source.Text  `yaml:"id" lib:"required"`        // the name of the step in the chain
	Title      source.Text  `yaml:"title" lib:"required"`     // the step in a few words
	Rule       source.Text  `yaml:"rule" lib:"required"`      // why it is asked, for those who are
	When       source.Text  `yaml:"when"`                     // a condition on the offer: asked only where it is true; left out for always
	Approvers  source.Texts `yaml:"approvers" lib:"required"` // who may agree: role:legal and other roles, hiring:hiring_manager, hiring:recruiter
	Need       int          `yaml:"need"`                     // how many of the approvers must agree; each of them when left out
	After      source.Texts `yaml:"after"`                    // ids of the steps that come first, those that are asked at all
	Covers     source.Texts `yaml:"covers"`                   // the topics of the terms that it is about: when one changes it is asked again; all when left out
	Remind     int          `yaml:"remind_after_hours"`       // when the approvers are reminded
	Escalate   int          `yaml:"escalate_after_hours"`     // when escalate_to is told
	EscalateTo source.Text  `yaml:"escalate_to"`              // who is told when it waits too long
}

// Parse reads one version out of its files, by name. dir is approvals/<id>/v<n>. A chain with an Error among its findings
// must not be used.
func Parse(dir string, files map[string][]byte) (Chain, []source.Finding) {
	c := compiler{Place: source.Place{File: dir + "/" + FileName}}
	parts := folderForm.FindStringSubmatch(dir)
	if parts == nil {
		return Chain{}, []source.Finding{c.At(source.Text{}, "bad_folder", "a chain stands in approvals/<id>/v<n>, with an id such as offers")}
	}
	version, err := strconv.Atoi(parts[2])
	if err != nil {
		return Chain{}, []source.Finding{c.At(source.Text{}, "bad_folder", "v%s is no version", parts[2])}
	}
	var f chainFile
	if findings := source.Decode(c.File, files[FileName], &f); len(findings) > 0 {
		return Chain{ID: parts[1], Version: version}, findings
	}
	chain := Chain{ID: parts[1], Version: version, Title: f.Title, Owner: f.Owner, From: f.From, Until: f.Until, When: c.compile(f.When)}
	for _, e := range f.Entities {
		chain.Entities = append(chain.Entities, entity.ID(e.Value))
	}
	if chain.Digest, err = source.Digest(files[FileName], noOutcome, nil); err != nil {
		c.add(source.Text{}, "digest", "the chain has no digest: %s", err)
	}
	c.steps(&chain, f.Steps)
	return chain, c.findings
}

// compiler turns a chain as written into one that runs, and collects what is wrong with it.
type compiler struct {
	source.Place
	findings []source.Finding
}

func (c *compiler) add(at source.Text, code, format string, args ...any) {
	c.findings = append(c.findings, c.At(at, code, format, args...))
}

func (c *compiler) steps(chain *Chain, files []stepFile) {
	seen := []string{}
	for _, f := range files {
		if !stepForm.MatchString(f.ID.Value) || slices.Contains(seen, f.ID.Value) {
			c.add(f.ID, "bad_step", "%q is no id of a step, or the chain has it already", f.ID.Value)
		}
		s := Step{When: c.compile(f.When), Spec: Spec{
			ID: chain.ID + "." + f.ID.Value, Title: f.Title.Value, Rule: f.Rule.Value, Chain: chain.Ref(), Need: f.Need, Remind: f.Remind, Escalate: f.Escalate,
		}}
		for _, a := range f.Approvers {
			s.Approvers = append(s.Approvers, c.approver(a))
		}
		for _, a := range f.After {
			if !slices.Contains(seen, a.Value) {
				c.add(a, "bad_step", "after names steps that stand before this one: %q does not", a.Value)
			}
			s.After = append(s.After, chain.ID+"."+a.Value)
		}
		for _, t := range f.Covers {
			s.Covers = append(s.Covers, c.topic(t))
		}
		c.numbers(f, &s)
		chain.Steps = append(chain.Steps, s)
		seen = append(seen, f.ID.Value)
	}
}

// numbers checks how many must agree, and the timers.
func (c *compiler) numbers(f stepFile, s *Step) {
	if f.Need < 0 || f.Need > len(f.Approvers) {
		c.add(f.ID, "bad_value", "need is from 1 to the number of approvers, or left out for all of them")
	}
	if f.Remind < 0 || f.Escalate < 0 || f.Remind > 24*90 || f.Escalate > 24*90 {
		c.add(f.ID, "bad_value", "timers are hours, at most 2160")
	}
	if (f.Escalate > 0) != !f.EscalateTo.Empty() {
		c.add(f.ID, "bad_value", "escalate_after_hours and escalate_to belong together")
	}
	if !f.EscalateTo.Empty() {
		s.EscalateTo = c.approver(f.EscalateTo)
	}
}

// hired are the people whom an offer's hiring part names.
var hired = []string{"hiring_manager", "recruiter"}

func (c *compiler) approver(t source.Text) Approver {
	role, isRole := strings.CutPrefix(t.Value, rolePrefix)
	name, isHired := strings.CutPrefix(t.Value, hiringPrefix)
	if isRole && slices.Contains(actor.Roles(), actor.Role(role)) || isHired && slices.Contains(hired, name) {
		return Approver(t.Value)
	}
	c.add(t, "bad_approver", "an approver is role:<role>, hiring:hiring_manager or hiring:recruiter; roles are %v", actor.Roles())
	return ""
}

// topics are what a step can cover.
var topics = []terms.Topic{
	terms.TopicPay, terms.TopicEquity, terms.TopicLevel, terms.TopicStart, terms.TopicPlace, terms.TopicExit, terms.TopicLegal, terms.TopicNone,
}

func (c *compiler) topic(t source.Text) terms.Topic {
	if !slices.Contains(topics, terms.Topic(t.Value)) {
		c.add(t, "bad_value", "covers names topics: %v", topics)
	}
	return terms.Topic(t.Value)
}

func (c *compiler) compile(t source.Text) *expr.Program {
	if t.Empty() {
		return nil
	}
	env, err := environment()
	if err != nil {
		c.add(t, "bad_expression", "%s", err)
		return nil
	}
	p, problems := env.Compile(t.Value, expr.Bool)
	for _, x := range problems {
		at := t
		at.Line, at.Column = t.Line+x.Line-1, x.Column
		if x.Line == 1 {
			at.Column = t.Column + x.Column - 1
		}
		c.add(at, "bad_expression", "%s (%s)", x.Message, x.Code)
	}
	return p
}
