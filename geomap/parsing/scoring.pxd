# C types for scoring.py, used when it is compiled.
cimport cython

from geomap.parsing cimport maths

cdef double EARTH_RADIUS_KM, NEAR_KM, OUT_OF_SIGHT, LEAST_CLOSENESS, LEAST_TERM, HOPELESS
cdef double TEMPERATURE, UNLISTED_SCORE, LEAST_COUNT
cdef int CONTINENT, COUNTRY, OTHER

@cython.final
cdef class Standing:
    cdef readonly object place
    cdef readonly str place_id, country, own_type
    cdef readonly double score
    cdef readonly tuple terms, countries, province
    cdef readonly int rank
    cdef readonly bint outshone
    cdef double x, y, z

@cython.final
cdef class Rated:
    cdef readonly Standing standing
    cdef readonly object place
    cdef public double score
    cdef readonly list terms

    cpdef add(self, double score, str words, tuple parts=*)
    cpdef Rated copy(self)

@cython.locals(standing=Standing)
cpdef list fresh(list standings)

@cython.locals(found=list, rated=Rated, i=int, j=int)
cpdef list in_order(list pool)

cdef bint before(Rated one, Rated other)

@cython.locals(rest=dict, most=double, count=double, scale=double)
cpdef dict shares(dict counts, dict own)

@cython.locals(rated=Rated, standing=Standing, share=double, found=double, weight=double)
cpdef weigh_countries(list pool, dict countries)

@cython.final
cdef class Anchors:
    cdef list keys, standings
    cdef dict provinces

    @cython.locals(own=int, best=double, rated=Rated)
    cpdef weigh(self, str key, list pool)

    @cython.locals(found=int, other=Standing)
    cdef weigh_province(self, Rated rated, int own)

    @cython.locals(standing=Standing, other=Standing, first=int, second=int, i=int,
                   nearest=double, next_nearest=double, cosine=double, km=double,
                   closeness=double, further=double)
    cdef weigh_distance(self, Rated rated, int own)

@cython.locals(top=double, total=double, weight=double, found=list, rated=Rated)
cpdef list confidences(list pool, int most)

cpdef double rounded(double value, double parts) except? -1
