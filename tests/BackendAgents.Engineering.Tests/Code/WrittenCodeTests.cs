using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Code;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Code;

/// <summary>What is said of files written by hand: compiled with the whole service, and looked at by what names mean.</summary>
public sealed class WrittenCodeTests
{
    private const string Path = "src/SocialMedia/Features/Posts/PostHooks.cs";

    private static readonly List<Artifact> s_delivery = [.. CapabilityCatalog.BuiltIn.Deliver(SampleBlueprints.Social())];

    private static WrittenCode Look(string file) =>
        WrittenCode.Of(
            new ArtifactSet(
                s_delivery.Select(artifact =>
                    artifact.Path == Path ? artifact with { Content = file, Ownership = ArtifactOwnership.Written } : artifact
                )
            )
        );

    private static string Hooks(string body, string usings = "", string members = "", string modifier = "async ") =>
        $$"""
            using Microsoft.EntityFrameworkCore;
            using SocialMedia.Infrastructure;
            {{usings}}

            namespace SocialMedia.Features;

            internal sealed class PostHooks : Hooks<Post>
            {
                {{members}}

                public override {{modifier}}Task<Refusal?> CreatingAsync(Post row, Work work, CancellationToken cancellationToken)
                {
                    {{body}}
                }
            }

            """;

    [Test]
    public void What_is_as_it_was_created_is_not_looked_at() =>
        Assert.That(HandWritten.Of(s_delivery).ToList(), Is.Empty, "a delivery without a written line costs no compilation");

    [Test]
    public void Ordinary_code_is_taken()
    {
        var code = Look(
            Hooks(
                """
                if (!await work.LockAsync<User>(work.Caller.Id, cancellationToken))
                    return new Refusal(404, "Nobody.");
                var since = work.Now.AddHours(-1);
                var recent = await work.Db.Posts.AsNoTracking()
                    .Where(post => post.AuthorId == work.Caller.Id && post.CreatedAt >= since)
                    .OrderBy(post => post.CreatedAt).Select(post => new { post.Id, post.CreatedAt }).ToListAsync(cancellationToken);
                var byDay = recent.GroupBy(post => post.CreatedAt.Date).ToDictionary(day => day.Key, day => day.Count());
                var most = byDay.Values.DefaultIfEmpty().Max();
                var fee = Math.Round(Math.Ceiling(most / 2m) * s_rate, 2, MidpointRounding.AwayFromZero);
                await work.Db.Posts.Where(post => post.CreatedAt < since && post.AuthorId == row.Id).ExecuteDeleteAsync(cancellationToken);
                work.Service<ILogger<PostHooks>>().LogInformation("{Most} a day, {Fee}", most, fee);
                (int Count, string Text) pair = (most, string.Join(", ", byDay.Keys.Select(day => day.ToString("O"))));
                foreach (var word in s_words)
                    if (pair.Text.Contains(word, StringComparison.OrdinalIgnoreCase) || row is { Id: var id } && id == Guid.Empty)
                        throw new InvalidOperationException($"{word} {pair.Count}");
                return most >= 5 ? new Refusal(409, "Five posts a day.", "too-many-posts") : null;
                """,
                members: """private const decimal s_rate = 1.5m; private static readonly IReadOnlyList<string> s_words = ["spam"];"""
            )
        );

        Assert.That(code.NotChecked, Is.Null);
        Assert.That(code.Errors, Is.Empty);
        Assert.That(code.Forbidden, Is.Empty);
    }

    [TestCase("await Task.Yield(); return File.Exists(\"x\") ? null : null;", "System.IO.File")]
    [TestCase("await Task.Yield(); using var c = new HttpClient(); return null;", "System.Net.Http.HttpClient")]
    [TestCase("await Task.Yield(); System.Diagnostics.Process.Start(\"id\"); return null;", "System.Diagnostics.Process")]
    [TestCase("await Task.Yield(); _ = Environment.GetEnvironmentVariable(\"PATH\"); return null;", "System.Environment")]
    [TestCase("await Task.Yield(); _ = work.Service<IConfiguration>(); return null;", "Microsoft.Extensions.Configuration.IConfiguration")]
    [TestCase("await Task.Yield(); _ = row.GetType().Assembly; return null;", "System.Object.GetType")]
    [TestCase("await Task.Yield(); _ = typeof(Post).Assembly; return null;", "System.Type.Assembly")]
    [TestCase("await Task.Yield(); _ = Activator.CreateInstance<Post>(); return null;", "System.Activator")]
    [TestCase("await Task.Yield(); new Thread(() => { }).Start(); return null;", "System.Threading.Thread")]
    [TestCase("await Task.Run(() => { }, cancellationToken); return null;", "System.Threading.Tasks.Task.Run")]
    [TestCase("await Task.Yield(); Task.CompletedTask.Wait(); return null;", "System.Threading.Tasks.Task.Wait")]
    [TestCase("await Task.Yield(); return Task.FromResult<Refusal?>(null).Result;", "System.Threading.Tasks.Task.Result")]
    [TestCase("await Task.Yield(); Task.CompletedTask.GetAwaiter().GetResult(); return null;", "System.Threading.Tasks.Task.GetAwaiter")]
    [TestCase("await Task.Delay(5, cancellationToken); return null;", "System.Threading.Tasks.Task.Delay")]
    [TestCase("await work.Db.Database.ExecuteSqlRawAsync(\"drop table posts\", cancellationToken); return null;", "DbContext.Database")]
    [TestCase("await work.Db.Posts.FromSqlRaw(\"x\").ToListAsync(cancellationToken); return null;", "RelationalQueryableExtensions")]
    [TestCase("await Task.Yield(); work.Db.SaveChanges(); return null;", "DbContext.SaveChanges")]
    [TestCase("await Task.Yield(); _ = work.Service<TokenService>(); return null;", "TokenService")]
    [TestCase("await work.Db.RefreshTokens.ExecuteDeleteAsync(cancellationToken); return null;", "RefreshTokens")]
    [TestCase("await Task.Yield(); _ = work.Service<IHttpContextAccessor>(); return null;", "IHttpContextAccessor")]
    [TestCase("await Task.Yield(); _ = TypedResults.PhysicalFile(\"/etc/passwd\"); return null;", "Microsoft.AspNetCore.Http.TypedResults")]
    [TestCase("await Task.Yield(); _ = DateTime.UtcNow; return null;", "System.DateTime.UtcNow")]
    [TestCase("await Task.Yield(); dynamic d = row; d.Save(); return null;", "dynamic")]
    [TestCase("await Task.Yield(); Console.WriteLine(); return null;", "System.Console")]
    [TestCase("await Task.Yield(); GC.Collect(); return null;", "System.GC")]
    [TestCase("await Task.Yield(); lock (row) { } return null;", "lock")]
    [TestCase("await work.Db.Posts.ToListAsync(); return null;", "'ToListAsync' is not told")]
    [TestCase("await Task.Yield(); Func<string, bool> f = System.IO.File.Exists; return f(\"\") ? null : null;", "System.IO.File")]
    public void What_leaves_the_service_is_named_by_what_it_is(string body, string named)
    {
        var code = Look(Hooks(body));

        Assert.That(code.Errors, Is.Empty, "it must be refused for what it does");
        Assert.That(code.Forbidden.Select(static problem => problem.Message), Has.Some.Contains(named));
        Assert.That(code.Forbidden.Select(static problem => (problem.Place.File, problem.Place.Line)), Is.All.EqualTo((Path, 13)));
        Assert.That(code.Forbidden.Select(static problem => problem.Remedy), Is.All.Not.Empty);
    }

    [TestCase("using F = System.IO.File;", "", "_ = F.Exists(\"x\");", "System.IO.File")]
    [TestCase("using static System.IO.File;", "", "_ = Exists(\"x\");", "System.IO.File")]
    [TestCase("#if DEBUG\n#endif", "", "", "directive")]
    [TestCase("#pragma warning disable", "", "", "directive")]
    [TestCase("[assembly: System.Reflection.AssemblyTitle(\"x\")]", "", "", "attribute of the assembly")]
    [TestCase("", "private static int s_count; private static void N() => s_count++;", "N();", "'s_count' is shared")]
    [TestCase("", "private static readonly Dictionary<int, int> s_all = new();", "s_all.Clear();", "'s_all' is shared")]
    [TestCase("", "private static int Count { get; set; }", "Count++;", "'Count' is shared")]
    [TestCase("", "private static async void Later() => await Task.Yield();", "Later();", "async void")]
    [TestCase("", "[System.Runtime.InteropServices.DllImport(\"c\")] private static extern int getpid();", "_ = getpid();", "extern")]
    [TestCase("", "[System.Runtime.CompilerServices.ModuleInitializer] internal static void Start() { }", "", "ModuleInitializer")]
    public void What_is_hidden_is_found(string usings, string members, string body, string named)
    {
        var code = Look(Hooks($"await Task.Yield(); {body} return null;", usings, members));

        Assert.That(code.Forbidden.Select(static problem => problem.Message), Has.Some.Contains(named));
    }

    [Test]
    public void A_file_declares_its_own_class_only()
    {
        var code = Look(Hooks("await Task.Yield(); return null;") + "\ninternal static class TypedResults { }\n");

        Assert.That(
            code.Forbidden.Select(static problem => problem.Message),
            Has.Some.Contains("declares 'SocialMedia.Features.TypedResults'")
        );
    }

    [Test]
    public void What_does_not_compile_is_named_by_line_in_whichever_file_it_shows()
    {
        var wrong = Look(Hooks("await Task.Yield(); return row.Nothing;"));
        var gone = Look("namespace SocialMedia.Features;\n\ninternal sealed class Other { private int Count() => 1; }\n");
        var warned = Look(Hooks("await Task.Yield(); var unused = 1; return null;"));

        Assert.That(wrong.Errors.Select(static error => (error.Place.File, error.Place.Line)), Is.EqualTo(new[] { (Path, (int?)13) }));
        Assert.That(wrong.Errors[0].Message, Does.StartWith("CS1061: 'Post' does not contain a definition for 'Nothing'"));
        Assert.That(gone.Errors.Select(static error => error.Message), Has.Some.Contains("'PostHooks'"));
        Assert.That(warned.Errors.Select(static error => error.Message), Has.Some.StartsWith("CS0219"));
    }

    [Test]
    public void A_file_is_bounded()
    {
        var code = Look(Hooks("return null; " + new string(' ', HandWritten.MaxCharacters)));

        Assert.That(code.Forbidden.Single().Message, Does.Contain("longer than"));
    }

    [Test]
    public void Without_the_packages_it_says_which_are_not_here()
    {
        var project = s_delivery.Single(static file => file.Path == "src/SocialMedia/SocialMedia.csproj");
        var unknown = project with
        {
            Content = project.Content.Replace("Include=\"Npgsql", "Include=\"No.Such.Npgsql", StringComparison.Ordinal),
        };
        var files = s_delivery
            .Where(static file => file.Path is not Path && file.Path != "src/SocialMedia/SocialMedia.csproj")
            .Append(unknown)
            .Append(new Artifact(Path, Hooks("await Task.Yield(); return null;"), ArtifactOwnership.Written));

        Assert.That(WrittenCode.Of(new ArtifactSet(files)).NotChecked, Does.Contain("No.Such.Npgsql.EntityFrameworkCore.PostgreSQL"));
    }
}
