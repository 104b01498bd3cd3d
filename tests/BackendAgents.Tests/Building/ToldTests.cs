using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Tests.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Tests.Building;

/// <summary>What a person is told of a live model's retries, refusals and second asks, by the plain lines of a run alone.</summary>
public sealed class ToldTests
{
    [Test]
    public async Task A_retry_is_told_without_any_other_listener()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Fail(429, "0"));
        server.Otherwise = LiveMembers.Answer;

        var (lines, result) = await RunAsync(server);

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Approved), result.Stop.Message);
        Assert.That(lines.Where(static line => line.Contains("attempt 1 failed", StringComparison.Ordinal)).ToList(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_retry_that_the_host_tells_of_too_is_told_once()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Fail(500));
        server.Otherwise = LiveMembers.Answer;

        var (lines, _) = await RunAsync(server, alsoByOptions: true);

        Assert.That(lines.Where(static line => line.Contains("attempt 1 failed", StringComparison.Ordinal)).ToList(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_refusal_is_shown_in_the_models_words()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = static _ =>
            ScriptedReply.Raw(
                """
                {"id":"a","object":"chat.completion","created":1,"model":"live-model","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":null,"refusal":"I can't help with parking."}}],
                "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
                """
            );

        var (lines, result) = await RunAsync(server);

        Assert.That(lines, Has.Some.Contains("I can't help with parking."));
        Assert.That(string.Join('\n', lines), Does.Not.Contain("The reply was empty"));
        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Failed));
        Assert.That(result.Stop.Message, Does.Contain("I can't help with parking."));
    }

    [Test]
    public async Task Why_a_reviewer_is_asked_again_is_told()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = static request =>
            LiveMembers.IsSecurityReviewer(request)
            && !request.Transcript.Any(static line => line.Contains("Answer again", StringComparison.Ordinal))
                ? ScriptedReply.Say("It looks fine to me.")
                : LiveMembers.Answer(request);

        var (lines, _) = await RunAsync(server);

        Assert.That(
            lines,
            Has.Some.Contains("security-reviewer reviews, asked again: Your last answer could not be used: There is no ```json block")
        );
        Assert.That(lines, Has.Some.Contains("is asked again: what it judged has changed"));
    }

    [Test]
    public async Task That_a_reviewer_who_gave_no_verdict_is_asked_again_is_told()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = static request =>
            LiveMembers.IsSecurityReviewer(request) ? ScriptedReply.Fail(401) : LiveMembers.Answer(request);

        var (lines, result) = await RunAsync(server);

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.NotHeard), result.Stop.Message);
        Assert.That(lines, Has.Some.Matches("security-reviewer reviews, asked again: .*HTTP 401"));
    }

    private static async Task<(List<string> Lines, TeamResult Result)> RunAsync(ScriptedModelServer server, bool alsoByOptions = false)
    {
        List<string> told = [];
        var lines = new RunLines(told.Add);
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "live-model");
            options.Models.Resilience.BaseDelay = TimeSpan.FromMilliseconds(1);
            if (alsoByOptions)
                options.Models.OnEvent = lines.Report;
        });
        await using var provider = services.BuildServiceProvider();
        var request = new BuildRequest { Brief = "People publish posts and comment on them.", Verify = false };
        return (told, (await provider.GetRequiredService<BackendBuilder>().BuildAsync(request, lines)).Team);
    }
}
