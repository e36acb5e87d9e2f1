package briefing

import "strings"

// shapes are the signs of the labels in a square from -12 to 12, as SVG with
// {c} for the label's colour and {p} for the paper's. The page draws the same.
var shapes = map[string]string{
	"page-folded":     `<path d="M-7.5-10H3L8-5V10H-7.5Z" fill="{c}"/><path d="M3-10V-5H8" fill="none" stroke="{p}" stroke-width="1.4"/>`,
	"book":            `<path d="M-8.5-9H-5.5V9H-8.5ZM-3.5-9H8.5V9H-3.5Z" fill="{c}"/>`,
	"page-lines":      `<path d="M-6.8-8.8H6.8V8.8H-6.8Z" fill="{p}" stroke="{c}" stroke-width="2"/><path d="M-3.6-3.4H3.6M-3.6.4H3.6M-3.6 4.2H1" fill="none" stroke="{c}" stroke-width="1.7"/>`,
	"pentagon":        `<path d="M0-10.5 10.2-3 6.4 9H-6.4L-10.2-3Z" fill="{c}"/>`,
	"ring-dot":        `<circle r="8.6" fill="{p}" stroke="{c}" stroke-width="3"/><circle r="3.6" fill="{c}"/>`,
	"triangle-hollow": `<path d="M0-8.2 9 7.2H-9Z" fill="{p}" stroke="{c}" stroke-width="2.8" stroke-linejoin="round"/>`,
	"triangle":        `<path d="M0-9.2 9.8 8H-9.8Z" fill="{c}" stroke="{c}" stroke-width="1.2" stroke-linejoin="round"/>`,
	"tag-arrow":       `<path d="M-10-7.4H3.4L10.6 0 3.4 7.4H-10L-5.6 0Z" fill="{c}"/>`,
	"disc":            `<circle r="9.2" fill="{c}"/>`,
	"hexagon":         `<path d="M10.6 0 5.3 9.2H-5.3L-10.6 0-5.3-9.2H5.3Z" fill="{c}"/>`,
	"square-round":    `<rect x="-8.6" y="-8.6" width="17.2" height="17.2" rx="3" fill="{c}"/>`,
	"diamond":         `<path d="M0-10.4 10.4 0 0 10.4-10.4 0Z" fill="{c}"/>`,
	"pill":            `<rect x="-11.4" y="-6.6" width="22.8" height="13.2" rx="6.6" fill="{c}"/>`,
	"seal":            `<rect x="-8.2" y="-8.2" width="16.4" height="16.4" rx="1.5" fill="{p}" stroke="{c}" stroke-width="2.6"/><rect x="-3.6" y="-3.6" width="7.2" height="7.2" fill="{c}"/>`,
	"speech":          `<path d="M-7.6-8.6H7.6A2.4 2.4 0 0 1 10-6.2V3A2.4 2.4 0 0 1 7.6 5.4H0L-5 10V5.4H-7.6A2.4 2.4 0 0 1-10 3V-6.2A2.4 2.4 0 0 1-7.6-8.6Z" fill="{c}"/>`,
}

// shapeSVG is a shape in colours; an unknown one is a disc.
func shapeSVG(name, colour, paper string) string {
	s, ok := shapes[name]
	if !ok {
		s = shapes["disc"]
	}
	return strings.NewReplacer("{c}", colour, "{p}", paper).Replace(s)
}
