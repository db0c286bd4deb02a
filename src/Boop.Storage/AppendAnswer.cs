namespace Boop.Storage;

/// <summary>What became of an append. Whatever the answer, it holds for all records of the append together, and for no other append.</summary>
public enum AppendAnswer
{
    /// <summary>All of it is durable.</summary>
    Written,

    /// <summary>Nothing was written: a record's context is stored already, is decided already, or is not stored at all.</summary>
    Conflict,

    /// <summary>Nothing was written: a newer owner has claimed the vendor.</summary>
    Fenced,

    /// <summary>Nothing was written: the store cannot be written now, or the journal is full, or the record cannot be stored.</summary>
    Unavailable,
}
