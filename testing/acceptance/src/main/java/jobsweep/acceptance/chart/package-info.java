/// Figures as pictures: SVG that is legible on a light and on a dark page, and the same text for the same figures.
@NullMarked
package jobsweep.acceptance.chart;

import org.jspecify.annotations.NullMarked;
