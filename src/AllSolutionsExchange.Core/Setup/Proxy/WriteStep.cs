namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>The steps of a write, in their order. Between any two of them the process may end.</summary>
internal enum WriteStep
{
    /// <summary>The file as it was is kept.</summary>
    KeepOriginal,

    /// <summary>What will be done is noted.</summary>
    Record,

    /// <summary>The new content is written beside the file.</summary>
    WriteBeside,

    /// <summary>The file is compared with what was read.</summary>
    Compare,

    /// <summary>The new content takes the file's place, and the file is beside it.</summary>
    Replace,

    /// <summary>What was really replaced is compared with what was read.</summary>
    CompareReplaced,

    /// <summary>What was replaced is deleted.</summary>
    DeleteReplaced,

    /// <summary>The file is read back.</summary>
    ReadBack,

    /// <summary>
    /// Only where somebody else wrote between <see cref="Compare"/> and <see cref="Replace"/>: their content takes the file's place again.
    /// </summary>
    PutBack,
}
