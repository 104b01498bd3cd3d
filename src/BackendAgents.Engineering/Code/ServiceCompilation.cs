using BackendAgents.Engineering.Artifacts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BackendAgents.Engineering.Code;

/// <summary>A delivered service, compiled in memory as its project would be. Nothing is written, loaded or run.</summary>
internal static class ServiceCompilation
{
    // What the web SDK brings into every file.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;

        """;

    private static readonly CSharpParseOptions s_parsing = new(
        LanguageVersion.CSharp14,
        preprocessorSymbols: ["DEBUG", "TRACE", "NET10_0"]
    );

    // Attributes by which the SDK's source generators know what they write.
    private static readonly string[] s_generators = ["GeneratedRegex", "LoggerMessage"];

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.ConsoleApplication,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Error
    );

    /// <summary>The service of a delivery.</summary>
    public static CSharpCompilation Of(IEnumerable<Artifact> artifacts, IEnumerable<MetadataReference> references) =>
        CSharpCompilation.Create(
            "Service",
            artifacts
                .Where(static artifact =>
                    artifact.Path.StartsWith("src/", StringComparison.Ordinal) && artifact.Path.EndsWith(".cs", StringComparison.Ordinal)
                )
                .Select(static artifact => Parse(artifact.Content, artifact.Path))
                .Prepend(Parse(ImplicitUsings, "usings.g.cs")),
            references,
            s_options
        );

    /// <summary>What the compiler says of files written by hand, and of generated ones that no longer fit them.</summary>
    public static IEnumerable<Diagnostic> Problems(CSharpCompilation compilation, CancellationToken cancellationToken = default) =>
        compilation
            .GetDiagnostics(cancellationToken)
            .Where(static problem => problem.Severity == DiagnosticSeverity.Error && problem.Location.IsInSource && !IsGenerators(problem));

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), s_parsing, path);

    // The parts of partial methods that source generators write are not there.
    private static bool IsGenerators(Diagnostic problem) =>
        problem.Id is "CS8795" or "CS9248"
        && problem.Location.SourceTree!.GetRoot().FindNode(problem.Location.SourceSpan) is MemberDeclarationSyntax member
        && s_generators.Any(generator => member.AttributeLists.ToString().Contains(generator, StringComparison.Ordinal));
}
