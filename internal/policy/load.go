package policy

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"verbatim/internal/clause/source"
	"verbatim/internal/digest"
)

// The files of a pack's version.
const (
	policyName  = "policy.yaml"
	samplesName = "samples.yaml"
)

var (
	folderForm = regexp.MustCompile(`^policies/([a-z][a-z0-9_]{0,39})/v([1-9][0-9]{0,5})$`)
	ruleForm   = regexp.MustCompile(`^VB-[A-Z]{2}(-[A-Z]{2})?-[A-Z0-9]{2,12}-[0-9]{2}$`)
)

// Load reads every pack version below policies/ in a library, in the order of ids and versions, and all that is wrong
// with them. A code that two packs declare is a finding.
func Load(library fs.FS) ([]Pack, []source.Finding, error) {
	files, err := fs.Glob(library, "policies/*/v*/"+policyName)
	if err != nil {
		return nil, nil, fmt.Errorf("policies: %w", err)
	}
	var packs []Pack
	var findings []source.Finding
	for _, name := range files {
		dir := path.Dir(name)
		contents := map[string][]byte{}
		for _, file := range []string{policyName, samplesName} {
			raw, err := fs.ReadFile(library, dir+"/"+file)
			if err != nil && file == policyName {
				return nil, nil, fmt.Errorf("policies: %w", err)
			}
			if err == nil {
				contents[file] = raw
			}
		}
		p, found := Parse(dir, contents)
		packs, findings = append(packs, p), append(findings, found...)
	}
	slices.SortStableFunc(packs, func(a, b Pack) int {
		if a.ID == b.ID {
			return a.Version - b.Version
		}
		return slices.Compare([]byte(a.ID), []byte(b.ID))
	})
	return packs, append(findings, shared(packs)...), nil
}

// shared finds codes that more than one pack declares.
func shared(packs []Pack) []source.Finding {
	owner := map[string]string{}
	var out []source.Finding
	for _, p := range packs {
		for _, r := range p.Rules {
			if other, taken := owner[r.Code]; taken && other != p.ID {
				out = append(out, source.Finding{
					File: fmt.Sprintf("policies/%s/v%d/%s", p.ID, p.Version, policyName), Code: "code_twice", Severity: source.Error,
					Message: "rule " + r.Code + " belongs to pack " + other + " already",
				})
			}
			owner[r.Code] = p.ID
		}
	}
	return out
}

// Parse reads and compiles one version out of its files, by name, as a server keeps them, with its samples, and finds its
// digest. dir is policies/<id>/v<n>. A pack with an Error among its findings must not be used.
func Parse(dir string, files map[string][]byte) (Pack, []source.Finding) {
	p, file, findings := open(dir, files)
	if len(findings) > 0 {
		return p, findings
	}
	at := source.Place{File: dir + "/" + policyName}
	var err error
	if p.Digest, err = source.Digest(files[policyName], noOutcome, nil); err != nil {
		return p, []source.Finding{at.At(source.Text{}, "digest", "the pack has no digest: %s", err)}
	}
	c := compiler{Place: at}
	seen := map[string]bool{}
	for _, r := range file.Rules {
		if seen[r.Code.Value] {
			c.add(r.Code, "code_twice", "rule %s is here twice", r.Code.Value)
		}
		seen[r.Code.Value] = true
		p.Rules = append(p.Rules, c.rule(r))
	}
	_, found := p.samples()
	return p, append(c.findings, found...)
}

// Compile is Parse for a version whose files are known to be in order under a digest: each rule is compiled when it is
// first judged, and samples are read when somebody asks for them.
func Compile(dir string, files map[string][]byte, known digest.Digest) (Pack, []source.Finding) {
	p, file, findings := open(dir, files)
	p.Digest = known
	for _, r := range file.Rules {
		p.Rules = append(p.Rules, compiler{Place: source.Place{File: dir + "/" + policyName}}.later(r))
	}
	return p, findings
}

// open reads a version's file, and says where its samples are.
func open(dir string, files map[string][]byte) (Pack, packFile, []source.Finding) {
	at := source.Place{File: dir + "/" + policyName}
	parts := folderForm.FindStringSubmatch(dir)
	if parts == nil {
		return Pack{}, packFile{}, []source.Finding{at.At(source.Text{}, "bad_folder", "a pack stands in policies/<id>/v<n>, with an id such as company")}
	}
	version, err := strconv.Atoi(parts[2])
	if err != nil {
		return Pack{}, packFile{}, []source.Finding{at.At(source.Text{}, "bad_folder", "v%s is no version", parts[2])}
	}
	var file packFile
	findings := source.Decode(at.File, files[policyName], &file)
	p := Pack{ID: parts[1], Version: version, Title: file.Title, Owner: file.Owner, InForce: file.InForce, Changes: file.Changes}
	p.samples = sync.OnceValues(func() ([]Sample, []source.Finding) {
		if raw, ok := files[samplesName]; ok {
			return parseSamples(dir+"/"+samplesName, raw)
		}
		return nil, nil
	})
	return p, file, findings
}
