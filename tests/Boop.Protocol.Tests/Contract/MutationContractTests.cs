using System.Text;
using System.Text.RegularExpressions;
using Boop.Protocol.Scanner;
using Boop.Protocol.Tests.Scanner;
using Boop.Protocol.Tests.Vectors;
using Boop.Protocol.Tests.Vendor;
using Boop.Protocol.Vendor;
using Boop.Testing.Contract;
using CsCheck;

namespace Boop.Protocol.Tests.Contract;

/// <summary>Codec and contract, which share no code, judge alike.</summary>
public sealed partial class MutationContractTests
{
    private static readonly byte[][] Frames = [.. VectorFiles.All.Select(vector => vector.Frame).OfType<byte[]>()];

    [Fact]
    public void Whatever_a_vendor_may_say_keeps_the_contract() =>
        VendorMessages.Client.Sample(message => Takes(WireSocket.Vendor, Wire.Bytes(Wire.Encode(message)), Contracts.Closed), iter: 3_000);

    [Fact]
    public void Whatever_a_scanner_may_say_keeps_the_contract() =>
        ScannerMessages.Client.Sample(message => Takes(WireSocket.Scanner, Wire.Bytes(Wire.Encode(message)), Contracts.Closed), iter: 3_000);

    [Fact]
    public void Of_broken_frames_the_contract_takes_what_the_codec_takes() =>
        Mutations.Of(Frames).Sample(AreJudgedAlike, iter: 50_000, print: Encoding.UTF8.GetString);

    private static bool AreJudgedAlike(byte[] frame) =>
        AreAlike(frame, Takes(WireSocket.Vendor, frame, Contracts.Written), VendorClientCodec.Decode(frame).IsMessage)
        && AreAlike(frame, Takes(WireSocket.Scanner, frame, Contracts.Written), ScannerClientCodec.Decode(frame).IsMessage);

    /// <summary>How an integer is written is beyond a schema.</summary>
    private static bool AreAlike(byte[] frame, bool contract, bool codec) =>
        contract == codec || (contract && OddInteger().IsMatch(Encoding.UTF8.GetString(frame)));

    private static bool Takes(WireSocket socket, byte[] frame, WireContract contract) =>
        contract.CheckFrame(socket, FrameDirection.ToNetwork, frame).Count == 0;

    [GeneratedRegex(@":\s*(-0|-?[0-9]+\.[0-9]|-?[0-9.]+[eE])")]
    private static partial Regex OddInteger();
}
