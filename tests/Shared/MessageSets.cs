namespace BackendAgents.Tests.Shared;

/// <summary>The sets of messages by which routing is fitted and counted, files of the same names.</summary>
internal static class MessageSets
{
    /// <summary>Those that decide weights.</summary>
    public static IReadOnlyList<string> Deciding { get; } =
    [
        "tuning",
        "test",
        "fresh",
        "blind",
        "sealed",
        "authors-train",
        "authors-test",
        "authors-more",
        "authors-others",
        "authors-second",
        "authors-fourth",
        "authors-sixth",
        "authors-seventh",
        "authors-eighth",
    ];

    /// <summary>Those that are counted only; what is missed of them is never shown, so that nobody learns from it.</summary>
    public static IReadOnlyList<string> Sealed { get; } = ["authors-third", "authors-fifth", "authors-ninth", "authors-tenth"];
}
