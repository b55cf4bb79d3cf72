"""Write what a store holds into files of other formats, as a stream."""
