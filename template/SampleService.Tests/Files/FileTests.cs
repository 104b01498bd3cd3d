using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Where files are kept, and what becomes of those that nobody names.</summary>
public sealed class FileTests
{
    private readonly Shifted _clock = new();
    private TestHost _host = null!;

    [OneTimeSetUp]
    public void Start() => _host = new TestHost(_clock);

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [TestCase("../../etc/passwd")]
    [TestCase("0197c3a05b1e7c429d3f6a8e2b4c1d05.png/../x")]
    [TestCase("0197c3a05b1e7c429d3f6a8e2b4c1d05.png\n")]
    [TestCase("")]
    public void No_other_names_than_the_services_own_are_opened(string name) =>
        Assert.That(
            () => _host.Services.GetRequiredService<IFileStore>().OpenAsync(name, CancellationToken.None),
            Throws.ArgumentException
        );

    [TestCase("image/png", "image/jpeg")]
    [TestCase("image/webp", "image/gif")]
    [TestCase("application/pdf", "application/zip")]
    [TestCase("video/mp4", "audio/mpeg")]
    [TestCase("text/plain", "image/png")]
    public void A_type_is_told_by_its_content(string type, string other)
    {
        Assert.That(FileType.Of(type)!.Fits(FileSamples.Of(type, 100)), Is.True);
        Assert.That(FileType.Of(type)!.Fits(FileSamples.Of(other, 100)), Is.False);
        Assert.That(FileType.Of(type)!.Fits(FileSamples.Of(type, 1)), Is.EqualTo(type.StartsWith("text/", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Nothing_is_kept_of_a_file_whose_writing_fails()
    {
        var store = _host.Services.GetRequiredService<IFileStore>();
        var name = FileName.New(FileType.Of("image/png")!);

        Assert.That(
            () =>
                store.WriteAsync(
                    name,
                    static async (target, stopped) =>
                    {
                        await target.WriteAsync(new byte[100], stopped);
                        throw new IOException("The caller has gone.");
                    },
                    CancellationToken.None
                ),
            Throws.InstanceOf<IOException>()
        );
        Assert.That(await store.OpenAsync(name, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task What_no_row_names_is_removed_after_a_day()
    {
        var name = await FileChecks.KeepAsync(_host, "image/png", FileSamples.Of("image/png", 100));
        var sweep = _host.Services.GetRequiredService<FileSweep>();

        await sweep.SweepAsync(CancellationToken.None);
        Assert.That(await FileChecks.KeptAsync(_host), Does.Contain(name), "its upload may still be under way");
        _clock.Shift = TimeSpan.FromDays(2);
        await sweep.SweepAsync(CancellationToken.None);

        Assert.That(await FileChecks.KeptAsync(_host), Does.Not.Contain(name));
    }
}
