namespace SampleService.Tests;

/// <summary>The service as a whole.</summary>
public sealed class ServiceTests
{
    private TestHost _host = null!;

    [OneTimeSetUp]
    public void Start() => _host = new TestHost();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    [TestCase("/openapi/v1.json")]
    [Property("Proves", "feature health")]
    public async Task Answers(string path)
    {
        using var client = _host.CreateClient();
        using var response = await client.GetAsync(path);

        await response.AssertStatusAsync(200);
        Assert.That(response.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
    }

    [Test, Property("Proves", "feature errors")]
    public async Task An_unknown_path_is_a_problem()
    {
        using var client = _host.CreateClient();
        using var response = await client.GetAsync("/api/v1/there-is-no-such-path");

        await response.AssertStatusAsync(404);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }
}
