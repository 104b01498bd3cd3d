namespace BackendAgents;

/// <summary>Files in the repository that are generated: compared by the tests, written anew when asked.</summary>
internal static class GeneratedFile
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Whether the files are to be written anew.</summary>
    public static bool IsUpdate => Environment.GetEnvironmentVariable("UPDATE_GENERATED") == "1";

    /// <summary>Fails when the file differs; with the environment variable UPDATE_GENERATED set to 1, writes it.</summary>
    public static void AssertUpToDate(string path, string expected)
    {
        var file = Path.Combine(Root, path);
        if (IsUpdate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }

        Assert.That(
            File.Exists(file) ? File.ReadAllText(file) : "",
            Is.EqualTo(expected),
            $"{path} has drifted: run the tests once with UPDATE_GENERATED=1 and commit it"
        );
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BackendAgents.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
