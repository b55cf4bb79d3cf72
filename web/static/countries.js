// Countries by their outlines: their codes for the form, and the one that holds a point.

import {inside, polygonsOf} from "./centre.js";
import {countriesRead, outlines} from "./outlines.js";

/** Pairs of code and name, by name. */
export const countryCodes = () =>
  countriesRead().map(({properties}) => [properties.country, properties.name])
    .sort((one, other) => one[1].localeCompare(other[1], "en"));

/** The code of the country that holds a point, empty at sea. */
export async function countryAt(longitude, latitude) {
  const features = await outlines("countries");
  const holder = features.find(({geometry}) =>
    polygonsOf(geometry).some((polygon) => inside([longitude, latitude], polygon)));
  return holder ? holder.properties.country : "";
}
