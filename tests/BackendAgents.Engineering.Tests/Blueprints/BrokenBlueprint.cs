using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>A blueprint of which one line is broken, and what is said of it.</summary>
internal static class BrokenBlueprint
{
    /// <summary>Reads a document with other words in the first place of some, and gives the problem of a code that it must have.</summary>
    public static Diagnostic Told(string document, string right, string wrong, string code)
    {
        Assert.That(document, Does.Contain(right));
        var at = document.IndexOf(right, StringComparison.Ordinal);
        var read = CapabilityCatalog.BuiltIn.Read(document[..at] + wrong + document[(at + right.Length)..]);

        Assert.That(read.Problems.Select(static problem => problem.Code), Has.Some.EqualTo(code), string.Join('\n', read.Problems));
        var problem = read.Problems.First(found => found.Code == code);
        Assert.That(problem.Place.Line, Is.GreaterThan(1));
        return problem;
    }
}
