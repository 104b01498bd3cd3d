using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackendAgents.Engineering.Code;

/// <summary>The files of a delivered service that a person or a model writes by hand: hooks and handlers.</summary>
internal static partial class HandWritten
{
    /// <summary>Most characters of one file. What needs more is too much for one operation.</summary>
    public const int MaxCharacters = 40_000;

    /// <summary>Most lines of one file.</summary>
    public const int MaxLines = 600;

    /// <summary>The method that a handler writes.</summary>
    public const string Method = "HandleAsync";

    /// <summary>Whether a path is that of a file written by hand.</summary>
    public static bool Is(string path) => Source().IsMatch(path);

    /// <summary>Name of the class that a file holds: <c>PayOrderHandler</c>.</summary>
    public static string Class(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>A path as a message shows it.</summary>
    public static string Short(string path) => path.Length <= 200 ? path : path[..200] + "…";

    /// <summary>Path of the handler of an operation.</summary>
    public static string HandlerOf(Blueprint blueprint, Operation operation) =>
        $"src/{Conventions.Pascal(blueprint.Service.Name)}/Features/"
        + Conventions.Plural(blueprint.Entities.First(entity => entity.Id == operation.Entity))
        + $"/{Conventions.Pascal(operation.Name)}Handler.cs";

    /// <summary>Those of a delivery in which something was written.</summary>
    public static IEnumerable<Artifact> Of(IEnumerable<Artifact> artifacts) =>
        artifacts.Where(static artifact => Is(artifact.Path) && !IsEmpty(artifact.Content));

    /// <summary>Those of a delivery in which an agent wrote something that nobody has changed since.</summary>
    public static IEnumerable<Artifact> ByAgents(IEnumerable<Artifact> artifacts) =>
        Of(artifacts).Where(static artifact => artifact.Ownership == ArtifactOwnership.Written);

    /// <summary>Whether a file holds nothing but a class without members, as it was created.</summary>
    public static bool IsEmpty(string text) =>
        text.Length <= MaxCharacters
        && CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot()
            is { AttributeLists.Count: 0, Members: [BaseNamespaceDeclarationSyntax space] }
        && space.Members is [ClassDeclarationSyntax { Members.Count: 0, AttributeLists.Count: 0, ParameterList: null }];

    /// <summary>Whether a handler says what it does.</summary>
    public static bool IsWritten(string text) =>
        text.Length <= MaxCharacters
        && CSharpSyntaxTree
            .ParseText(text)
            .GetCompilationUnitRoot()
            .DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Any(static method => method.Identifier.Text == Method && method.Modifiers.Any(SyntaxKind.OverrideKeyword));

    [GeneratedRegex(@"^(services/[a-z0-9-]+/)?src/\w+/Features/\w+/\w+(Hooks|Handler)\.cs$")]
    private static partial Regex Source();
}
