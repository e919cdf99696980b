package render

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// maxFamilies bounds an operator's fonts: each one's tables stay in memory.
const maxFamilies = 8

// fontStyles are the ends of file names that say which style of a family a file is.
var fontStyles = []struct {
	end string
	set func(*FontFile, []byte)
}{
	{"-bolditalic", func(f *FontFile, b []byte) { f.BoldItalic = b }},
	{"-bold", func(f *FontFile, b []byte) { f.Bold = b }},
	{"-italic", func(f *FontFile, b []byte) { f.Italic = b }},
	{"-regular", func(f *FontFile, b []byte) { f.Regular = b }},
}

// ReadFonts reads a folder of TrueType files as Options.Fonts, in the order of their names: NAME.ttf or NAME-Regular.ttf
// with, where a family has them, NAME-Bold.ttf, NAME-Italic.ttf and NAME-BoldItalic.ttf. Whether they can be used is New's
// to say. A folder without such a file is an error.
func ReadFonts(folder fs.FS) ([]FontFile, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, err
	}
	families := map[string]*FontFile{}
	var names []string
	for _, e := range entries {
		if e.IsDir() || !strings.EqualFold(path.Ext(e.Name()), ".ttf") {
			continue
		}
		data, err := fs.ReadFile(folder, e.Name())
		if err != nil {
			return nil, err
		}
		name, set := styleOf(e.Name())
		if families[name] == nil {
			families[name] = &FontFile{}
			names = append(names, name)
		}
		set(families[name], data)
	}
	slices.Sort(names)
	if len(names) == 0 || len(names) > maxFamilies {
		return nil, fmt.Errorf("%d font families: from 1 to %d are read, each from NAME.ttf and, where there are, NAME-Bold.ttf, NAME-Italic.ttf and NAME-BoldItalic.ttf", len(names), maxFamilies)
	}
	var out []FontFile
	for _, name := range names {
		if len(families[name].Regular) == 0 {
			return nil, fmt.Errorf("the font family %s has no regular style: %s.ttf or %s-Regular.ttf", name, name, name)
		}
		out = append(out, *families[name])
	}
	return out, nil
}

func styleOf(file string) (family string, set func(*FontFile, []byte)) {
	name := strings.TrimSuffix(file, path.Ext(file))
	for _, s := range fontStyles {
		if strings.HasSuffix(strings.ToLower(name), s.end) {
			return name[:len(name)-len(s.end)], s.set
		}
	}
	return name, func(f *FontFile, b []byte) { f.Regular = b }
}
