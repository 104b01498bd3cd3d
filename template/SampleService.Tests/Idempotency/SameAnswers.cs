using System.Net.Http.Headers;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Calls that are sent again.</summary>
internal static class SameAnswers
{
    /// <summary>Sends all further calls with a key, a new one when none is given.</summary>
    public static void UseKey(this HttpClient client, string? key = null)
    {
        client.DefaultRequestHeaders.Remove(KeptAnswers.Header);
        client.DefaultRequestHeaders.Add(KeptAnswers.Header, key ?? Guid.NewGuid().ToString());
    }

    /// <summary>One of them did something, and all others were answered the same.</summary>
    public static async Task AssertDoneOnceAsync(this IReadOnlyCollection<HttpResponseMessage> answers, int status)
    {
        foreach (var answer in answers)
            await answer.AssertStatusAsync(status);
        var seen = new List<(string Body, Uri? Location, EntityTagHeaderValue? Tag)>();
        foreach (var answer in answers)
            seen.Add((await answer.Content.ReadAsStringAsync(), answer.Headers.Location, answer.Headers.ETag));
        Assert.That(seen.Distinct().Count(), Is.EqualTo(1), "they differ");
        var isReplayed = answers.Count(static answer => answer.Headers.Contains(KeptAnswers.Replayed));
        Assert.That(isReplayed, Is.EqualTo(answers.Count - 1), "one does something");
    }
}
